import type { Bytes } from '../shared/bytes.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';
import type { FormatIntent } from './format-intent.js';

/** What stands on a disk, read from the disk itself and never from a cache (udev, lsblk). */
export interface DiskContents {
  /** Reads the first and last MiB and the signatures. An unreadable disk is a problem, never `blank`. */
  probe(device: string, signal: CancelSignal): Promise<Result<DiskReading, Problem>>;
  /** Writes the intent record into the last MiB of the disk, where no mkfs writes, and syncs it. */
  recordIntent(device: string, intent: FormatIntent, signal: CancelSignal): Promise<Result<void, Problem>>;
  /** Zeroes the record and syncs. */
  clearIntent(device: string, signal: CancelSignal): Promise<Result<void, Problem>>;
}

export interface DiskReading {
  /** All zeros in the regions read and no signature known to blkid or wipefs. */
  readonly blank: boolean;
  /** `ext4`, `xfs`, …; undefined when no file system was recognised. */
  readonly fsType: string | undefined;
  readonly intent: FormatIntent | undefined;
  /** One line for the operator: what was seen and where. */
  readonly evidence: string;
  readonly size: Bytes;
}
