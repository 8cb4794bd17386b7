import { DRCTL_MANAGER } from '../recovery/compare/owned-fields.js';
import type { ObjectKind } from '../recovery/objects/object-kind.js';
import type { ClusterObjects } from '../recovery/ports/cluster-objects.port.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Clock } from '../shared/clock.port.js';
import { describeProblem } from '../shared/describe-problem.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { GATE_POLICY } from './gate-names.js';
import { gateProbe } from './gate-probe.js';
import type { GatedClaim, GroupActivity, GroupGate } from './group-gate.js';

interface Ports {
  readonly objects: Pick<ClusterObjects, 'apply'>;
  readonly clock: Clock;
}

interface Asked {
  readonly gate: GroupGate;
  readonly state: GroupActivity;
  readonly pods: ObjectKind;
}

/** An API server learns of a policy and its parameter through caches, within seconds. */
const TAKEN_MS = 30_000;
const LOOK_MS = 200;

/** Waits until the API server answers a pod as the gate says; the pod is only tried. */
export async function proveGate(
  ports: Ports,
  asked: Asked,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const { gate, state: wanted } = asked;
  const [claim] = gate.claims;
  if (claim === undefined) return ok(undefined);
  const until = ports.clock.now() + TAKEN_MS;
  for (;;) {
    const answer = await ask(ports, { claim, pods: asked.pods }, signal);
    if (!answer.ok) return answer;
    if (answer.value.isShut === (wanted === 'passive')) return ok(undefined);
    const { group, cluster } = gate;
    const { found } = answer.value;
    if (ports.clock.now() >= until) return failed({ kind: 'gate-unproven', group, cluster, wanted, found });
    await ports.clock.sleep(LOOK_MS, signal);
  }
}

interface Answer {
  readonly isShut: boolean;
  readonly found: string;
}

/** Any other refusal (a quota, a namespace that is going) is not the gate's word, and does not open or close it. */
async function ask(
  { objects }: Ports,
  { claim, pods }: { readonly claim: GatedClaim; readonly pods: ObjectKind },
  signal: CancelSignal,
): Promise<Result<Answer, Problem>> {
  const how = { manager: DRCTL_MANAGER, force: true, dryRun: true };
  const tried = await objects.apply(pods, gateProbe(claim), how, signal);
  if (tried.ok) return ok({ isShut: false, found: 'a pod would be taken' });
  const { problem } = tried;
  if (problem.kind !== 'kubernetes-refused' && problem.kind !== 'kubernetes-denied') return tried;
  return ok({ isShut: problem.detail.includes(`'${GATE_POLICY}'`), found: describeProblem(problem) });
}
