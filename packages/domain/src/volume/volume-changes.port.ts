import type { Bytes } from '../shared/bytes.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';
import type { BlockVolume } from './volume.js';

/** What can be changed of a volume that exists. */
export interface VolumeChanges {
  /** Replaces the volume's description: the one place on the array that can carry a note of ours. */
  describe(volume: BlockVolume, description: string, signal: CancelSignal): Promise<Result<void, Problem>>;
  /** Grows the volume and waits until the array shows the size; never shrinks. Large enough already is success. */
  resize(volume: BlockVolume, size: Bytes, signal: CancelSignal): Promise<Result<BlockVolume, Problem>>;
  /** Cuts the volume off the snapshot it was made from and waits until it stands alone. Alone already is success. */
  flatten(volume: BlockVolume, signal: CancelSignal): Promise<Result<BlockVolume, Problem>>;
}
