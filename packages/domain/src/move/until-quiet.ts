import { sourceAtRest } from '../recovery/restore/source-at-rest.js';
import { waitUntil } from '../recovery/restore/wait-until.js';
import type { ClusterObjects } from '../recovery/ports/cluster-objects.port.js';
import type { RecoverySet } from '../recovery/set/recovery-set.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Clock } from '../shared/clock.port.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';

/** Waits until no pod of the group is left on its cluster and none of its volumes is attached there; else `not-quiet`. */
export async function untilQuiet(
  {
    objects,
    clock,
    waitMs,
  }: { readonly objects: ClusterObjects; readonly clock: Clock; readonly waitMs: number },
  set: RecoverySet,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const look = async () => {
    const rest = await sourceAtRest(objects, set, signal);
    if (!rest.ok && rest.problem.kind !== 'source-in-use') return rest;
    return ok({ open: rest.ok ? [] : [rest.problem], wrong: [], total: 1 });
  };
  const left = await waitUntil(look, { clock, waitMs, onLook: () => undefined }, signal);
  if (!left.ok) return left;
  const [problem] = left.value;
  if (problem === undefined) return ok(undefined);
  const users = problem.kind === 'source-in-use' ? problem.users : [];
  return failed({ kind: 'not-quiet', cluster: set.cluster, users });
}
