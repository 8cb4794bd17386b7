import { compareObjects } from '../recovery/compare/compare-objects.js';
import { DRCTL_MANAGER } from '../recovery/compare/owned-fields.js';
import type { ClusterObject } from '../recovery/objects/cluster-object.js';
import { groupOf, type ObjectKind } from '../recovery/objects/object-kind.js';
import type { ClusterObjects } from '../recovery/ports/cluster-objects.port.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Clock } from '../shared/clock.port.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { DRCTL_NAMESPACE, gateLabel } from './gate-names.js';
import { gatePolicy } from './gate-policy.js';
import {
  gateBinding,
  gatedNamespaces,
  gateParameter,
  type GroupActivity,
  type GroupGate,
} from './group-gate.js';
import { proveGate } from './prove-gate.js';

export interface GatePorts {
  readonly objects: Pick<ClusterObjects, 'kinds' | 'get' | 'apply' | 'patch'>;
  readonly clock: Clock;
}

/** `unserved`: the API server is older than 1.30, and has no such gate. */
export type GateOutcome = 'set' | 'unchanged' | 'unserved';

/**
 * Pods that mount the group's claims may be made on this cluster, or may not: the API server has taken it when this returns. The
 * same again writes nothing. A group without claims needs no gate.
 */
export async function setGate(
  ports: GatePorts,
  { gate, state }: { readonly gate: GroupGate; readonly state: GroupActivity },
  signal: CancelSignal,
): Promise<Result<GateOutcome, Problem>> {
  if (gate.claims.length === 0) return ok('unchanged');
  const kinds = await ports.objects.kinds(signal);
  if (!kinds.ok) return kinds;
  const served = new GateKinds(kinds.value);
  if (served.find(gatePolicy()) === undefined) return ok('unserved');
  const housing = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: DRCTL_NAMESPACE } };
  // The parameter before the binding that asks for it: nothing is refused for want of it.
  const wanted = [housing, gatePolicy(), gateParameter(gate, state), gateBinding(gate)];
  let written = 0;
  for (const object of wanted) {
    const made = await make(ports, { served, object }, signal);
    if (!made.ok) return made;
    if (made.value) written += 1;
  }
  const labelled = await labelAll(ports, { served, gate }, signal);
  if (!labelled.ok) return labelled;
  const { missing } = labelled.value;
  if (written + labelled.value.written === 0) return ok('unchanged');
  const claims = gate.claims.filter(({ namespace }) => !missing.includes(namespace));
  const asked = { gate: { ...gate, claims }, state, pods: served.need('', 'Pod') };
  const proved = await proveGate(ports, asked, signal);
  return proved.ok ? ok('set') : proved;
}

/** Opens the gate where there is one. A cluster without it keeps nobody out, and nothing is written there. */
export async function openGate(
  ports: GatePorts,
  gate: GroupGate,
  signal: CancelSignal,
): Promise<Result<GateOutcome, Problem>> {
  const kinds = await ports.objects.kinds(signal);
  if (!kinds.ok) return kinds;
  const binding = gateBinding(gate);
  const kind = new GateKinds(kinds.value).find(binding);
  if (kind === undefined) return ok('unserved');
  const live = await ports.objects.get(kind, binding.metadata, signal);
  if (!live.ok) return live;
  return live.value === undefined ? ok('unchanged') : setGate(ports, { gate, state: 'active' }, signal);
}

class GateKinds {
  readonly #kinds: readonly ObjectKind[];

  constructor(kinds: readonly ObjectKind[]) {
    this.#kinds = kinds;
  }

  find({ apiVersion, kind }: ClusterObject): ObjectKind | undefined {
    return this.#find(groupOf(apiVersion), kind);
  }

  need(group: string, kind: string): ObjectKind {
    const found = this.#find(group, kind);
    if (found === undefined) throw new RangeError(`every API server serves ${kind}`);
    return found;
  }

  #find(group: string, kind: string): ObjectKind | undefined {
    return this.#kinds.find((one) => one.group === group && one.kind === kind);
  }
}

interface Making {
  readonly served: GateKinds;
  readonly object: ClusterObject;
}

async function make(
  { objects }: GatePorts,
  { served, object }: Making,
  signal: CancelSignal,
): Promise<Result<boolean, Problem>> {
  const kind = served.find(object);
  const { kind: name, apiVersion } = object;
  if (kind === undefined) return failed({ kind: 'kind-unserved', object: name, apiVersion });
  const live = await objects.get(kind, object.metadata, signal);
  if (!live.ok) return live;
  if (live.value !== undefined && compareObjects(object, live.value).length === 0) return ok(false);
  const how = { manager: DRCTL_MANAGER, force: true, dryRun: false };
  const made = await objects.apply(kind, object, how, signal);
  return made.ok ? ok(true) : made;
}

interface Labelled {
  readonly written: number;
  /** A namespace that is not there yet has no pods; it gets its label when the gate is set again. */
  readonly missing: readonly string[];
}

async function labelAll(
  { objects }: GatePorts,
  { served, gate }: { readonly served: GateKinds; readonly gate: GroupGate },
  signal: CancelSignal,
): Promise<Result<Labelled, Problem>> {
  const kind = served.need('', 'Namespace');
  const label = gateLabel(gate.group);
  const missing: string[] = [];
  let written = 0;
  for (const name of gatedNamespaces(gate)) {
    const live = await objects.get(kind, { name }, signal);
    if (!live.ok) return live;
    if (live.value === undefined) missing.push(name);
    if (live.value === undefined || live.value.metadata.labels?.[label] === 'on') continue;
    const done = await objects.patch(kind, { name }, { metadata: { labels: { [label]: 'on' } } }, signal);
    if (!done.ok) return done;
    written += 1;
  }
  return ok({ written, missing });
}
