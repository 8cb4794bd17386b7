import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import type { Result } from '../../shared/result.js';
import type { Naa } from '../../volume/scsi-identity.js';

/** What stands on this host, whatever volume it belongs to. Only looks; read from the kernel, never from a cache. */
export interface NodeInventory {
  /** /proc/sys/kernel/random/boot_id: another one after each start of the machine. */
  bootId(signal: CancelSignal): Promise<Result<string, Problem>>;
  /** Every disk below an iSCSI session that shows an identity. */
  disks(signal: CancelSignal): Promise<Result<readonly IscsiDisk[], Problem>>;
  /** Every multipath map. */
  maps(signal: CancelSignal): Promise<Result<readonly KnownMap[], Problem>>;
  /** Who uses the map or, without one, the disks of this identity: devices on top, mounts, open descriptors. */
  usersOf(naa: Naa, signal: CancelSignal): Promise<Result<readonly string[], Problem>>;
  /** What the kernel really does when a session fails (hazard H15). */
  recoveryTimes(signal: CancelSignal): Promise<Result<readonly RecoveryTime[], Problem>>;
}

export interface IscsiDisk {
  /** Kernel name, e.g. `sda`. */
  readonly device: string;
  /** Session it hangs on. */
  readonly sid: number;
  readonly naa: Naa;
  /** /sys/block/X/device/state */
  readonly state: string;
}

export interface KnownMap {
  readonly naa: Naa;
  /** Kernel names of its paths. */
  readonly paths: readonly string[];
  /** The kernel refuses every write. */
  readonly readOnly: boolean;
}

export interface RecoveryTime {
  readonly sid: number;
  /** /sys/class/iscsi_session/sessionN/recovery_tmo */
  readonly seconds: number;
}
