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
  /** Everything that was read, also what belongs to others. */
  readonly objects: readonly ClusterObject[];
}

interface Wanted {
  readonly kind: ObjectKind;
  readonly namespace: string | undefined;
}

/** Namespaces of which every kind is read, wanted or not. */
interface ReadMore {
  readonly whole?: ReadonlySet<string>;
}

/** One list per kind and namespace. Namespaces that are not there yet have nothing in them. */
export async function readTarget(
  target: Pick<ClusterObjects, 'kinds' | 'list'>,
  wanted: readonly ClusterObject[],
  signal: CancelSignal,
  { whole = new Set() }: ReadMore = {},
): Promise<Result<TargetView, Problem>> {
  const served = await target.kinds(signal);
  if (!served.ok) return served;
  const kindOf = kindsFor(served.value);
  const lists = [...listsFor(wanted, kindOf, wholeLists(served.value, whole)).values()];
  const isClaims = ({ kind }: Wanted): boolean => kind.kind === 'PersistentVolumeClaim';
  // Claims after volumes: one that a volume is bound to is there then, and a volume whose claim is missing is nobody's (hazard D7).
  const most = await readLists(
    target,
    lists.filter((one) => !isClaims(one)),
    signal,
  );
  if (!most.ok) return most;
  const claims = await readLists(target, lists.filter(isClaims), signal);
  if (!claims.ok) return claims;
  const objects = [...most.value, ...claims.value];
  const found = new Map(objects.map((object) => [formatRef(refOf(object)), object]));
  return ok({ kindOf, live: (object) => found.get(formatRef(refOf(object))), objects });
}

async function readLists(
  target: Pick<ClusterObjects, 'list'>,
  lists: readonly Wanted[],
  signal: CancelSignal,
): Promise<Result<readonly ClusterObject[], Problem>> {
  const found: ClusterObject[] = [];
  let problem: Problem | undefined;
  let read = 0;
  await inLanes(lists, { lanes: LANES, signal }, async ({ kind, namespace }) => {
    if (problem !== undefined) return;
    const list = await target.list(kind, { namespace }, signal);
    if (!list.ok) problem ??= list.problem;
    else found.push(...list.value.items);
    read += 1;
  });
  if (problem !== undefined) return failed(problem);
  return read === lists.length ? ok(found) : failed(stoppedProblem(signal, 'reading the other cluster', 0));
}

const kindsFor =
  (kinds: readonly ObjectKind[]): TargetView['kindOf'] =>
  ({ apiVersion, kind }) => {
    const group = groupOf(apiVersion);
    const served = kinds.find((one) => one.group === group && one.kind === kind);
    const version = group === '' ? apiVersion : apiVersion.slice(group.length + 1);
    return served && { ...served, version };
  };

function listsFor(
  wanted: readonly ClusterObject[],
  kindOf: TargetView['kindOf'],
  whole: readonly Wanted[],
): ReadonlyMap<string, Wanted> {
  const named = wanted.flatMap((object): readonly Wanted[] => {
    const kind = kindOf(object);
    if (kind === undefined) return [];
    return [{ kind, namespace: kind.namespaced ? object.metadata.namespace : undefined }];
  });
  const key = ({ kind, namespace }: Wanted): string => `${kind.group} ${kind.kind} ${namespace ?? ''}`;
  return new Map([...whole, ...named].map((one) => [key(one), one]));
}

const wholeLists = (kinds: readonly ObjectKind[], namespaces: ReadonlySet<string>): readonly Wanted[] =>
  kinds
    .filter(({ namespaced, verbs }) => namespaced && verbs.includes('list') && verbs.includes('delete'))
    .flatMap((kind) => [...namespaces].map((namespace) => ({ kind, namespace })));
