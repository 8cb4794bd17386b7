import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { EpochRecord } from './ownership-record.js';
import { currentEpoch } from './ownership-view.js';
import type { OwningArray } from './require-owner.js';

export interface OwnerChange {
  readonly group: string;
  readonly owner: string;
  readonly operation: string;
  /** The epoch the decision was made on; 0: the group had none. Another one by now is somebody else's decision. */
  readonly after: number;
}

/**
 * Makes `owner` the owner of the group on this array. Succeeds only when the record that counts afterwards is this operation's own;
 * the same operation that comes again finds it. The array has no compare-and-swap: a record of one epoch is made once, and of two
 * that were made at the same moment the lower id counts, for everybody who reads.
 */
export async function claimEpoch(
  { ownership, name }: OwningArray,
  { group, owner, operation, after }: OwnerChange,
  signal: CancelSignal,
): Promise<Result<EpochRecord, Problem>> {
  const before = await ownership.read(signal);
  if (!before.ok) return before;
  if (before.value.unreadable.length > 0) {
    const evidence = `${before.value.unreadable.join(', ')} was written by a release that this one does not know`;
    return failed({ kind: 'owner-unknown', volume: `of group ${group}`, array: name, evidence });
  }
  const current = currentEpoch(before.value, group);
  if (current?.operation === operation) return ok(current);
  if ((current?.epoch ?? 0) !== after) return taken(group, current);
  const made = await ownership.claim({ group, owner, operation, epoch: after + 1 }, signal);
  if (!made.ok) return made;
  const now = await ownership.read(signal);
  if (!now.ok) return now;
  const counts = currentEpoch(now.value, group);
  return counts?.operation === operation ? ok(counts) : taken(group, counts);
}

function taken(group: string, current: EpochRecord | undefined): Result<EpochRecord, Problem> {
  const { epoch, owner, operation } = current ?? { epoch: 0, owner: '(none)', operation: '(none)' };
  return failed({ kind: 'epoch-taken', group, epoch, owner, operation });
}
