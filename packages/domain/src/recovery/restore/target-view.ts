import type { CancelSignal } from '../../shared/cancel-signal.js';
import { inLanes } from '../../shared/in-lanes.js';
import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import { stoppedProblem } from '../../shared/stopped-problem.js';
import type { ClusterObject } from '../objects/cluster-object.js';
import { groupOf, type ObjectKind } from '../objects/object-kind.js';
import { formatRef, refOf } from '../objects/object-ref.js';
import type { ClusterObjects } from '../ports/cluster-objects.port.js';

const LANES = 8;

/** The other cluster's side of a restore, as it was read. */
export interface TargetView {
  /** With the version that the object is written in; undefined: the server does not know the kind. */
  readonly kindOf: (object: ClusterObject) => ObjectKind | undefined;
  readonly live: (object: ClusterObject) => ClusterObject | undefined;
  /** All of the cluster, also those of others. */
  readonly volumes: readonly ClusterObject[];
}

interface Wanted {
  readonly kind: ObjectKind;
  readonly namespace: string | undefined;
}

/** One list per kind and namespace. Namespaces that are not there yet have nothing in them. */
export async function readTarget(
  target: Pick<ClusterObjects, 'kinds' | 'list'>,
  wanted: readonly ClusterObject[],
  signal: CancelSignal,
): Promise<Result<TargetView, Problem>> {
  const served = await target.kinds(signal);
  if (!served.ok) return served;
  const kindOf = kindsFor(served.value);
  const found = new Map<string, ClusterObject>();
  let problem: Problem | undefined;
  let read = 0;
  const lists = listsFor(wanted, kindOf);
  await inLanes(lists, { lanes: LANES, signal }, async ({ kind, namespace }) => {
    if (problem !== undefined) return;
    const list = await target.list(kind, { namespace }, signal);
    if (!list.ok) problem ??= list.problem;
    else for (const object of list.value.items) found.set(formatRef(refOf(object)), object);
    read += 1;
  });
  if (problem !== undefined) return failed(problem);
  if (read < lists.length) return failed(stoppedProblem(signal, 'reading the other cluster', 0));
  const volumes = [...found.values()].filter(({ kind }) => kind === 'PersistentVolume');
  return ok({ kindOf, live: (object) => found.get(formatRef(refOf(object))), volumes });
}

const kindsFor =
  (kinds: readonly ObjectKind[]): TargetView['kindOf'] =>
  ({ apiVersion, kind }) => {
    const group = groupOf(apiVersion);
    const served = kinds.find((one) => one.group === group && one.kind === kind);
    const version = group === '' ? apiVersion : apiVersion.slice(group.length + 1);
    return served && { ...served, version };
  };

function listsFor(wanted: readonly ClusterObject[], kindOf: TargetView['kindOf']): readonly Wanted[] {
  const lists = new Map<string, Wanted>();
  for (const object of wanted) {
    const kind = kindOf(object);
    if (kind === undefined) continue;
    const namespace = kind.namespaced ? object.metadata.namespace : undefined;
    lists.set(`${kind.group} ${kind.version} ${kind.kind} ${namespace ?? ''}`, { kind, namespace });
  }
  return [...lists.values()];
}
