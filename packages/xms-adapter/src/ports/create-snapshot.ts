import { failed, ok } from '@twinsite/domain';
import type { BlockSnapshot, CancelSignal, NewSnapshot, Problem, Result } from '@twinsite/domain';
import { refusedWith } from '../client/refusal.js';
import type { ArrayContext } from './array-context.js';
import { deleteSnapshot } from './delete-snapshot.js';
import { listSnapshots } from './list-snapshots.js';
import { settleSnapshot } from './settle-snapshot.js';
import { decodeBlockSnapshot } from './to-block-snapshot.js';

/**
 * Whether an array refuses a name twice is not documented, so it is not relied upon: of several snapshots of one
 * name the oldest is the one, and ours is taken away again when it is not.
 */
export async function createSnapshot(
  array: ArrayContext,
  spec: NewSnapshot,
  signal: CancelSignal,
): Promise<Result<BlockSnapshot, Problem>> {
  const { name, volume, description } = spec;
  const created = await array.client.change(
    'POST',
    {
      path: '/block-snapshots/',
      body: { block_snapshot: { block_volume_id: Number(volume.id), name, description } },
      operation: `create snapshot ${name}`,
      decode: decodeBlockSnapshot(array.client.array),
    },
    signal,
  );
  if (!created.ok) {
    return refusedWith(created.problem, 400, 409)
      ? explainRefusal(array, spec, created.problem, signal)
      : created;
  }
  const settled = await settleSnapshot(array, created.value, signal);
  return settled.ok ? keepIfOldest(array, settled.value, signal) : settled;
}

async function keepIfOldest(
  array: ArrayContext,
  snapshot: BlockSnapshot,
  signal: CancelSignal,
): Promise<Result<BlockSnapshot, Problem>> {
  const all = await listSnapshots(array, snapshot.volume, signal);
  if (!all.ok) return all;
  const oldest = all.value.find(({ name }) => name === snapshot.name);
  if (oldest === undefined || oldest.id === snapshot.id) return ok(snapshot);
  const removed = await deleteSnapshot(array, snapshot, signal);
  return removed.ok ? taken(oldest) : removed;
}

/** A duplicate name has no status of its own, and the name may be taken on another volume. */
async function explainRefusal(
  array: ArrayContext,
  { name }: NewSnapshot,
  refusal: Problem,
  signal: CancelSignal,
): Promise<Result<never, Problem>> {
  const all = await listSnapshots(array, undefined, signal);
  if (!all.ok) return all;
  const existing = all.value.find((snapshot) => snapshot.name === name);
  return existing === undefined ? failed(refusal) : taken(existing);
}

function taken({ id, name, volume }: BlockSnapshot): Result<never, Problem> {
  const difference = `the array has a snapshot of this name already (id ${id}, of volume ${volume.name})`;
  return failed({ kind: 'snapshot-differs', snapshot: name, difference });
}
