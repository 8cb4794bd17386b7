import type { Bytes } from '../shared/bytes.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';

export type FsType = 'ext4' | 'ext3' | 'xfs';

export interface Format {
  readonly fsType: FsType;
  /** Words for mkfs of the StorageClass, checked. */
  readonly options: readonly string[];
}

/** File systems on a block device. */
export interface Filesystems {
  /**
   * Makes the file system, leaving the last MiB of the disk out (the intent record stands there). The caller has
   * proved that the disk may be formatted. A cancel does not kill the tool; the next call joins it.
   */
  format(device: string, format: Format, signal: CancelSignal): Promise<Result<void, Problem>>;
  /** Replays or repairs what a crash left, without asking: journal replay and `e2fsck -p`. Never a forced repair. */
  check(device: string, fsType: FsType, signal: CancelSignal): Promise<Result<void, Problem>>;
  /** Reads only: whether it can be mounted without a replay. `filesystem-dirty` when it was not unmounted cleanly. */
  proveClean(device: string, fsType: FsType, signal: CancelSignal): Promise<Result<void, Problem>>;
  /** Grows the mounted file system to the device and proves it; nothing to do is success. */
  grow(
    device: string,
    fsType: FsType,
    mountPath: string,
    signal: CancelSignal,
  ): Promise<Result<void, Problem>>;
}

/** Bytes and inodes of a mounted file system (statvfs(3)). */
export interface FsUsage {
  readonly bytes: { readonly total: Bytes; readonly used: Bytes; readonly available: Bytes };
  readonly inodes: { readonly total: bigint; readonly used: bigint; readonly available: bigint };
}
