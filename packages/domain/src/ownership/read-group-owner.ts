import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { EpochRecord } from './ownership-record.js';
import { currentEpoch, type OwnershipView } from './ownership-view.js';
import type { OwningArray } from './require-owner.js';

export interface ArrayOwner<Entry extends OwningArray = OwningArray> {
  readonly array: Entry;
  readonly view: OwnershipView;
  /** Undefined: nobody has claimed the group here. */
  readonly current: EpochRecord | undefined;
}

/** Who owns the group on each array. A record of another release makes it a problem: it may be this group's. */
export async function readGroupOwner<Entry extends OwningArray>(
  arrays: readonly Entry[],
  group: string,
  signal: CancelSignal,
): Promise<Result<readonly ArrayOwner<Entry>[], Problem>> {
  const owners: ArrayOwner<Entry>[] = [];
  for (const array of arrays) {
    const view = await array.ownership.read(signal);
    if (!view.ok) return view;
    const { unreadable } = view.value;
    if (unreadable.length > 0) {
      const evidence = `${unreadable.join(', ')} was written by a release that this one does not know`;
      return failed({ kind: 'owner-unknown', volume: `(all of ${group})`, array: array.name, evidence });
    }
    owners.push({ array, view: view.value, current: currentEpoch(view.value, group) });
  }
  return ok(owners);
}
