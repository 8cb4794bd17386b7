import type { StorageArray } from '../array/storage-array.js';
import { leavesOpen } from '../array/leaves-open.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { NewSnapshot } from './block-snapshots.port.js';
import type { BlockSnapshot } from './snapshot.js';

type Answer = Result<BlockSnapshot, Problem>;

/**
 * Finds the snapshot by its name or takes it. An array may allow two of one name: of those that two controllers took at
 * once the one with the lowest id stays, and each controller removes only its own.
 */
export async function ensureSnapshot(
  array: StorageArray,
  wanted: NewSnapshot,
  signal: CancelSignal,
): Promise<Answer> {
  const before = await namesakes(array, wanted, signal);
  if (!before.ok) return before;
  const [known] = before.value;
  if (known !== undefined) return adopt(array, wanted, known, signal);
  const created = await array.snapshots.create(wanted, signal);
  if (!created.ok && !leavesOpen(created.problem)) return created;
  const after = await namesakes(array, wanted, signal);
  if (!after.ok) return after;
  const [first] = after.value;
  if (first === undefined) return created;
  if (created.ok && created.value.id !== first.id) {
    const removed = await array.snapshots.delete(created.value, signal);
    if (!removed.ok) return removed;
  }
  return created.ok && created.value.id === first.id ? created : adopt(array, wanted, first, signal);
}

/** All snapshots of that name on the array, whatever their volume, the oldest first. */
async function namesakes(
  array: StorageArray,
  { name }: NewSnapshot,
  signal: CancelSignal,
): Promise<Result<readonly BlockSnapshot[], Problem>> {
  const all = await array.snapshots.list(undefined, signal);
  if (!all.ok) return all;
  const same = all.value.filter((snapshot) => snapshot.name === name);
  return ok(same.sort((one, other) => Number(BigInt(one.id) - BigInt(other.id))));
}

async function adopt(
  array: StorageArray,
  { name, volume }: NewSnapshot,
  known: BlockSnapshot,
  signal: CancelSignal,
): Promise<Answer> {
  if (known.volume.id !== volume.id) {
    const difference = `it is of volume ${known.volume.name}, the request wants ${volume.name}`;
    return failed({ kind: 'snapshot-differs', snapshot: name, difference });
  }
  if (known.state.kind === 'ready') return ok(known);
  if (known.state.kind === 'failed')
    return failed({ kind: 'snapshot-failed', snapshot: name, status: known.state.status });
  return array.snapshots.settle(known, signal);
}
