import {
  ok,
  parseNaa,
  type Bytes,
  type CancelSignal,
  type Naa,
  type Problem,
  type Result,
} from '@twinsite/domain';
import type { LinuxHost } from '@twinsite/linux-host';
import { naaFromVpd83 } from './vpd83.js';

export type ScsiHost = Pick<LinuxHost, 'files' | 'devices' | 'clock' | 'mountTable'>;

export interface DiskFacts {
  readonly device: string;
  /** Undefined when the disk shows no NAA identity (yet). */
  readonly naa: Naa | undefined;
  readonly size: Bytes | undefined;
  readonly state: string;
}

/** Undefined when there is no such disk. */
export async function readDisk(
  { devices, files }: Pick<ScsiHost, 'devices' | 'files'>,
  device: string,
  signal: CancelSignal,
): Promise<Result<DiskFacts | undefined, Problem>> {
  const state = await devices.attribute(device, 'device/state', signal);
  if (!state.ok || state.value === undefined) return state.ok ? ok(undefined) : state;
  const size = await devices.size(device, signal);
  if (!size.ok) return size;
  const naa = await readIdentity({ devices, files }, device, signal);
  return naa.ok ? ok({ device, naa: naa.value, size: size.value, state: state.value }) : naa;
}

/**
 * The kernel's choice first (`naa.…`), then the page it was chosen from, should it have preferred another kind. A page
 * that names nothing the kernel knows, as virtual disks have it, answers EINVAL (scsi_lib.c, scsi_vpd_lun_id).
 */
async function readIdentity(
  { devices, files }: Pick<LinuxHost, 'devices' | 'files'>,
  device: string,
  signal: CancelSignal,
): Promise<Result<Naa | undefined, Problem>> {
  const wwid = await devices.attribute(device, 'device/wwid', signal);
  const isUnnamed = !wwid.ok && wwid.problem.kind === 'host-io' && wwid.problem.code === 'EINVAL';
  if (!wwid.ok && !isUnnamed) return wwid;
  const text = wwid.ok ? wwid.value : undefined;
  const naa = text?.startsWith('naa.') === true ? parseNaa(text) : undefined;
  if (naa !== undefined) return ok(naa);
  const page = await files.readBytes(`/sys/block/${device}/device/vpd_pg83`, signal);
  if (!page.ok) return page;
  return ok(page.value === undefined ? undefined : naaFromVpd83(page.value));
}
