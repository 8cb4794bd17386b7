import type { ArrayDirectory } from '../array/array-directory.port.js';
import { findVolume } from '../array/find-volume.js';
import type { StorageArray } from '../array/storage-array.js';
import type { Bytes } from '../shared/bytes.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { findSnapshot } from '../snapshot/find-snapshot.js';
import { parseSnapshotHandle } from '../snapshot/snapshot-handle.js';
import { readSnapshotNotes } from '../snapshot/snapshot-notes.js';
import type { BlockSnapshot } from '../snapshot/snapshot.js';
import { parseBlockHandle } from './volume-handle.js';
import type { VolumeSource } from './volume-notes.js';
import type { BlockVolume } from './volume.js';

/** What a new volume begins with (CSI volume_content_source); the ids are as given. */
export type ContentSource =
  | { readonly kind: 'snapshot'; readonly snapshotId: string }
  | { readonly kind: 'volume'; readonly volumeId: string };

/** A source that exists. */
export interface FoundSource {
  readonly array: StorageArray;
  readonly note: VolumeSource;
  readonly size: Bytes;
  /** Of a snapshot the volume it was taken of, when the array still has it; its pool is the data's pool. */
  readonly volume: BlockVolume | undefined;
  /** Undefined for a volume: a helper snapshot has to be taken first. */
  readonly snapshot: BlockSnapshot | undefined;
  /** Whether the new volume is cut off the source unless its class says otherwise. */
  readonly flatten: boolean;
}

export async function findSource(
  arrays: ArrayDirectory,
  source: ContentSource,
  signal: CancelSignal,
): Promise<Result<FoundSource, Problem>> {
  if (source.kind === 'snapshot') return findSnapshotSource(arrays, source.snapshotId, signal);
  const found = await findVolume(arrays, source.volumeId, signal);
  if (!found.ok) return found;
  const { array, volume } = found.value;
  const note = { kind: 'volume', of: volume.name } as const;
  return ok({ array, note, size: volume.size, volume, snapshot: undefined, flatten: true });
}

async function findSnapshotSource(
  arrays: ArrayDirectory,
  snapshotId: string,
  signal: CancelSignal,
): Promise<Result<FoundSource, Problem>> {
  const found = await findSnapshot(arrays, snapshotId, signal);
  if (!found.ok) return found;
  const { array } = found.value;
  const notes = readSnapshotNotes(found.value.snapshot.description);
  if (!notes.use) return failed({ kind: 'restore-refused', snapshot: found.value.snapshot.name });
  const ready = await readySnapshot(array, found.value.snapshot, signal);
  if (!ready.ok) return ready;
  const { id, size, volume } = ready.value;
  const origin = await array.volumes.find(volume.name as BlockVolume['name'], signal);
  if (!origin.ok) return origin;
  return ok({
    array,
    note: { kind: 'snapshot', of: id },
    size,
    volume: origin.value,
    snapshot: ready.value,
    flatten: notes.flatten ?? false,
  });
}

async function readySnapshot(
  array: StorageArray,
  snapshot: BlockSnapshot,
  signal: CancelSignal,
): Promise<Result<BlockSnapshot, Problem>> {
  const { state, name } = snapshot;
  if (state.kind === 'failed')
    return failed({ kind: 'snapshot-failed', snapshot: name, status: state.status });
  return state.kind === 'ready' ? ok(snapshot) : array.snapshots.settle(snapshot, signal);
}

/** The note a volume made from it carries, as far as the id tells; undefined when the id is none of this driver. */
export function noteOf(source: ContentSource): VolumeSource | undefined {
  if (source.kind === 'snapshot') {
    const handle = parseSnapshotHandle(source.snapshotId);
    return handle.ok ? { kind: 'snapshot', of: handle.value.id } : undefined;
  }
  const name = parseBlockHandle(source.volumeId);
  return name.ok ? { kind: 'volume', of: name.value } : undefined;
}

export const sameSource = (one: VolumeSource | undefined, other: VolumeSource | undefined): boolean =>
  one?.kind === other?.kind && one?.of === other?.of;
