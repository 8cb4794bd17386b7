import type { StorageArray } from '../array/storage-array.js';
import type { Bytes } from '../shared/bytes.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { ok, type Result } from '../shared/result.js';
import { dropHelper } from '../snapshot/helper-snapshot.js';
import type { FoundSource } from './content-source.js';
import type { BlockVolume } from './volume.js';

export interface Copy {
  readonly volume: BlockVolume;
  readonly size: Bytes;
  readonly flatten: boolean;
  readonly source: FoundSource;
}

/**
 * What remains after the array has made the copy: the size that was asked for, the cut from the source, and the end of
 * the helper snapshot. Every step looks first, so that a call after kill -9 goes on where the last one stopped.
 */
export async function finishCopy(
  array: StorageArray,
  { volume, size, flatten, source }: Copy,
  signal: CancelSignal,
): Promise<Result<BlockVolume, Problem>> {
  const grown = volume.size < size ? await array.volumeChanges.resize(volume, size, signal) : ok(volume);
  if (!grown.ok || !flatten) return grown;
  const { value } = grown;
  const alone =
    value.parentSnapshot === undefined ? ok(value) : await array.volumeChanges.flatten(value, signal);
  if (!alone.ok || source.note.kind === 'snapshot') return alone;
  const dropped = await dropHelper(array, volume.name, source.volume, signal);
  return dropped.ok ? alone : dropped;
}
