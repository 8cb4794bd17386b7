import { ok, type CancelSignal, type Problem, type Result } from '@twinsite/domain';
import type { HostFiles } from '@twinsite/linux-host';
import { devicesBelow } from '../session/sysfs-sessions.js';

/** Where a LUN of a session hangs in the SCSI tree. */
export interface FoundLun {
  readonly hctl: string;
  /** Kernel name of the disk; undefined while sd has not taken it yet. */
  readonly device: string | undefined;
}

export async function findLun(
  files: HostFiles,
  { sid, lun }: { readonly sid: number; readonly lun: number },
  signal: CancelSignal,
): Promise<Result<FoundLun | undefined, Problem>> {
  const devices = await devicesBelow(files, sid, signal);
  if (!devices.ok) return devices;
  const hctl = devices.value.find((name) => name.endsWith(`:${lun}`));
  if (hctl === undefined) return ok(undefined);
  const disks = await files.list(`${scsiDevice(hctl)}/block`, signal);
  return disks.ok ? ok({ hctl, device: disks.value[0] }) : disks;
}

export const scsiDevice = (hctl: string): string => `/sys/class/scsi_device/${hctl}/device`;
