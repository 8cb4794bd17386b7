import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';
import type { BlockVolume } from '../volume/volume.js';
import type { BlockSnapshot } from './snapshot.js';

/** Snapshots of several block volumes of one array, all of one moment. */
export interface GroupSnapshots {
  /**
   * Takes them and waits until they are ready; in the order of the volumes. The same name again answers what was taken then. A
   * volume that is in another volume group of the array, where it can be in one at most: `volume-grouped`.
   */
  take(spec: NewGroupSnapshot, signal: CancelSignal): Promise<Result<readonly BlockSnapshot[], Problem>>;
  /**
   * Deletes all that `take` has made under this name, and waits until it is gone; volumes stay as they are. Success when it is gone
   * already. Volumes that were made from one of them still depend on it: `snapshot-in-use`.
   */
  remove(name: string, signal: CancelSignal): Promise<Result<void, Problem>>;
}

export interface NewGroupSnapshot {
  readonly name: string;
  /** At least one. */
  readonly volumes: readonly BlockVolume[];
  readonly description: string;
}
