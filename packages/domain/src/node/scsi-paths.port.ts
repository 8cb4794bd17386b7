import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Bytes } from '../shared/bytes.js';
import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';
import type { Naa } from '../volume/scsi-identity.js';
import type { IscsiSession } from './iscsi-sessions.port.js';

/** SCSI disks of this host. A disk is known by its identity; device names are only for messages and tools. */
export interface ScsiPaths {
  /**
   * Brings one LUN of one session up and proves it: the disk must show the expected identity and at least the size
   * (a volume may have grown since the controller wrote it down, none shrinks). A stale disk
   * of another volume at this LUN that nobody holds is removed and the LUN scanned again; held or still different is
   * `wrong-device`. A session that has gone meanwhile is `pending`: log in again. No automatic scan of other LUNs.
   */
  attach(wanted: WantedPath, signal: CancelSignal): Promise<Result<ScsiPath, Problem>>;
  /** All disks with this identity, whatever session they hang on. */
  withIdentity(naa: Naa, signal: CancelSignal): Promise<Result<readonly ScsiPath[], Problem>>;
  /**
   * Reads size and identity anew until the disk has at least `size`. Still smaller, or without an answer, after a while:
   * `map-not-ready`; another identity: `wrong-device`.
   */
  rescan(path: ScsiPath, size: Bytes, signal: CancelSignal): Promise<Result<ScsiPath, Problem>>;
  /**
   * Deletes the disk from the kernel and waits until it has gone. Success when already gone or renumbered; still in a map
   * or otherwise used: `device-busy`.
   */
  remove(path: ScsiPath, signal: CancelSignal): Promise<Result<void, Problem>>;
}

export interface WantedPath {
  readonly session: IscsiSession;
  readonly lun: number;
  readonly naa: Naa;
  /** At least. */
  readonly size: Bytes;
}

export interface ScsiPath {
  /** Kernel name, e.g. `sda`. */
  readonly device: string;
  /** `host:channel:target:lun`. */
  readonly hctl: string;
  readonly naa: Naa;
  readonly size: Bytes;
  /** /sys/block/X/device/state, e.g. `running`, `blocked`, `transport-offline`. */
  readonly state: string;
}
