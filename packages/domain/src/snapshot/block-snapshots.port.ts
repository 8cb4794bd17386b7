import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';
import type { BlockVolume } from '../volume/volume.js';
import type { BlockSnapshot } from './snapshot.js';
import type { SnapshotName } from './snapshot-name.js';

/** The block snapshots of one array. */
export interface BlockSnapshots {
  /** By the array's id. Undefined only when the array answered that it has none. */
  get(id: string, signal: CancelSignal): Promise<Result<BlockSnapshot | undefined, Problem>>;
  /** All snapshots, or those of one volume. Complete, or a problem: never a part. Ordered by id. */
  list(of: BlockVolume | undefined, signal: CancelSignal): Promise<Result<readonly BlockSnapshot[], Problem>>;
  /**
   * Takes the snapshot and waits until it is ready. A name that is taken answers `snapshot-differs` (the caller looks
   * it up); no answer is `outcome-unknown`; still settling at the deadline is `array-unsettled`.
   */
  create(spec: NewSnapshot, signal: CancelSignal): Promise<Result<BlockSnapshot, Problem>>;
  /** Waits until a snapshot found in progress is ready. */
  settle(snapshot: BlockSnapshot, signal: CancelSignal): Promise<Result<BlockSnapshot, Problem>>;
  /** Deletes and waits until it is gone. Volumes that still depend on it: `snapshot-in-use`. Success when gone. */
  delete(snapshot: BlockSnapshot, signal: CancelSignal): Promise<Result<void, Problem>>;
}

export interface NewSnapshot {
  readonly name: SnapshotName;
  readonly volume: BlockVolume;
  readonly description: string;
}
