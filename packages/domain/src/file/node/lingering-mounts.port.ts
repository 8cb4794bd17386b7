import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import type { Result } from '../../shared/result.js';

/**
 * Mounts that were only taken out of sight. One counts as mounted until `/proc/fs/nfsfs/volumes` no longer lists its
 * superblock or the host has booted since; what is remembered survives the driver.
 */
export interface LingeringMounts {
  /** Written and synced before the lazy unmount is tried. */
  remember(mount: LingeringMount, signal: CancelSignal): Promise<Result<void, Problem>>;
  /** What still lingers of all remembered; what is over is forgotten. */
  list(signal: CancelSignal): Promise<Result<readonly LingeringMount[], Problem>>;
}

export interface LingeringMount {
  /** CSI volume id. */
  readonly volume: string;
  readonly source: string;
  readonly device: string;
  readonly reason: string;
}
