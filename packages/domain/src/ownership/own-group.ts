import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { claimEpoch } from './claim-epoch.js';
import type { EpochRecord } from './ownership-record.js';
import { areFree, markVolumes } from './mark-volumes.js';
import { arraysOf, type PlacedVolume } from './place-volumes.js';
import { readGroupOwner } from './read-group-owner.js';

export interface OwnOrder {
  readonly group: string;
  /** Cluster id. */
  readonly owner: string;
  readonly operation: string;
  readonly volumes: readonly PlacedVolume[];
}

/**
 * Makes a cluster the first owner of a group: the epoch first, then the mark of each volume, so that no volume is ever protected
 * by a group without an owner. A group that another cluster owns is refused; of its own one the marks are completed.
 */
export async function ownGroup(
  { group, owner, operation, volumes }: OwnOrder,
  signal: CancelSignal,
): Promise<Result<readonly EpochRecord[], Problem>> {
  const free = await areFree(volumes, group, signal);
  if (!free.ok) return free;
  const owners = await readGroupOwner(arraysOf(volumes), group, signal);
  if (!owners.ok) return owners;
  const other = owners.value.find(({ current }) => current !== undefined && current.owner !== owner)?.current;
  if (other !== undefined) return failed({ kind: 'epoch-taken', ...other });
  const epochs: EpochRecord[] = [];
  for (const { array, current } of owners.value) {
    const change = { group, owner, operation, after: 0 };
    const claimed = current === undefined ? await claimEpoch(array, change, signal) : ok(current);
    if (!claimed.ok) return claimed;
    epochs.push(claimed.value);
  }
  const marked = await markVolumes(volumes, group, signal);
  return marked.ok ? ok(epochs) : marked;
}
