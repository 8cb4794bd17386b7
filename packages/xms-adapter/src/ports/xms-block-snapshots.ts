import { failed, ok } from '@twinsite/domain';
import type {
  BlockSnapshot,
  BlockSnapshots,
  BlockVolume,
  CancelSignal,
  NewSnapshot,
  Problem,
  Result,
} from '@twinsite/domain';
import { refusedWith } from '../client/refusal.js';
import type { ArrayContext } from './array-context.js';
import { createSnapshot } from './create-snapshot.js';
import { deleteSnapshot } from './delete-snapshot.js';
import { listSnapshots } from './list-snapshots.js';
import { readSnapshot, settleSnapshot } from './settle-snapshot.js';

/** `/block-snapshots/` */
export class XmsBlockSnapshots implements BlockSnapshots {
  private readonly array: ArrayContext;

  constructor(array: ArrayContext) {
    this.array = array;
  }

  /** Ids are numbers: of anything else the array has none. */
  async get(id: string, signal: CancelSignal): Promise<Result<BlockSnapshot | undefined, Problem>> {
    if (!/^\d+$/.test(id)) return ok(undefined);
    const found = await readSnapshot(this.array, id, signal);
    return !found.ok && refusedWith(found.problem, 404) ? ok(undefined) : found;
  }

  list(
    of: BlockVolume | undefined,
    signal: CancelSignal,
  ): Promise<Result<readonly BlockSnapshot[], Problem>> {
    return listSnapshots(this.array, of, signal);
  }

  create(spec: NewSnapshot, signal: CancelSignal): Promise<Result<BlockSnapshot, Problem>> {
    return createSnapshot(this.array, spec, signal);
  }

  async settle(snapshot: BlockSnapshot, signal: CancelSignal): Promise<Result<BlockSnapshot, Problem>> {
    const settled = await settleSnapshot(this.array, snapshot, signal);
    return !settled.ok && refusedWith(settled.problem, 404)
      ? failed({ kind: 'snapshot-failed', snapshot: snapshot.name, status: 'gone from the array' })
      : settled;
  }

  delete(snapshot: BlockSnapshot, signal: CancelSignal): Promise<Result<void, Problem>> {
    return deleteSnapshot(this.array, snapshot, signal);
  }
}
