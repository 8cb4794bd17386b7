import type { ClusterObjects } from '../recovery/ports/cluster-objects.port.js';
import { sourceAtRest } from '../recovery/restore/source-at-rest.js';
import type { RecoverySet } from '../recovery/set/recovery-set.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { readGroupOwner } from './read-group-owner.js';
import type { OwningArray } from './require-owner.js';

export interface Receiver {
  /** Cluster id. */
  readonly id: string;
  readonly objects: Pick<ClusterObjects, 'kinds' | 'list'>;
}

/**
 * Whether a cluster may be given the group: nothing of it runs there or is attached there. What a node that had a volume earlier has not
 * written yet would land over newer data as soon as it may write again. A cluster that owns the group already is not asked.
 */
export async function receiverAtRest(
  arrays: readonly OwningArray[],
  { id, objects }: Receiver,
  set: RecoverySet,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const owners = await readGroupOwner(arrays, set.group, signal);
  if (!owners.ok) return owners;
  if (owners.value.every(({ current }) => current?.owner === id)) return ok(undefined);
  const rest = await sourceAtRest(objects, set, signal);
  if (rest.ok || rest.problem.kind !== 'source-in-use') return rest;
  const { group, users } = rest.problem;
  return failed({ kind: 'receiver-in-use', group, cluster: id, users });
}
