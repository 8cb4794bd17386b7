import type { Bytes } from '../shared/bytes.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';
import type { BlockSnapshot } from '../snapshot/snapshot.js';
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
  /**
   * Deletes the volume for good, or puts it into the array's trash, and waits until it is no longer found. Success when
   * already gone. Snapshots of it: `volume-has-snapshots`; mappings: `volume-in-use`.
   */
  delete(volume: BlockVolume, policy: DeletePolicy, signal: CancelSignal): Promise<Result<void, Problem>>;
  /** Every volume outside the trash. Complete, or a problem: never a part. Ordered by id. */
  list(signal: CancelSignal): Promise<Result<readonly BlockVolume[], Problem>>;
}

export type DeletePolicy = 'final' | 'trash';

export interface NewVolume {
  readonly name: VolumeName;
  readonly pool: Pool;
  /** Of a volume made from a snapshot the array decides: it has the snapshot's size and is resized afterwards. */
  readonly size: Bytes;
  readonly snapshot?: BlockSnapshot;
  readonly description: string;
}
