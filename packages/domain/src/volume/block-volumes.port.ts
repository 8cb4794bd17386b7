import type { Bytes } from '../shared/bytes.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';
import type { Pool } from './pool.js';
import type { BlockVolume } from './volume.js';
import type { VolumeName } from './volume-name.js';

/** The volumes of one array. */
export interface BlockVolumes {
  /** Exact name; a volume in the trash is not found. Undefined only when the array answered. Safe to repeat. */
  find(name: VolumeName, signal: CancelSignal): Promise<Result<BlockVolume | undefined, Problem>>;
  /**
   * Creates and waits until the volume is ready. A name that exists already answers `volume-differs` (the caller
   * looks it up); no answer is `outcome-unknown`; still settling at the deadline is `array-unsettled`.
   */
  create(spec: NewVolume, signal: CancelSignal): Promise<Result<BlockVolume, Problem>>;
  /** Waits until a volume found in progress is ready. */
  settle(volume: BlockVolume, signal: CancelSignal): Promise<Result<BlockVolume, Problem>>;
  /** Deletes for good and waits until the array no longer knows it. Success when already gone. */
  delete(volume: BlockVolume, signal: CancelSignal): Promise<Result<void, Problem>>;
  /** Replaces the volume's description: the one place on the array that can carry a note of ours. */
  describe(volume: BlockVolume, description: string, signal: CancelSignal): Promise<Result<void, Problem>>;
}

export interface NewVolume {
  readonly name: VolumeName;
  readonly pool: Pool;
  readonly size: Bytes;
  readonly description: string;
}
