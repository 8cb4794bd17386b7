import {
  all,
  ok,
  type Bytes,
  type CancelSignal,
  type Naa,
  type Problem,
  type Result,
  type ScsiPath,
  type ScsiPaths,
  type WantedPath,
} from '@twinsite/domain';
import type { SessionGate } from '../session/session-gate.js';
import { bringUpLun, DEFAULT_SCAN_TIMES, type ScanTimes } from './bring-up-lun.js';
import { deleteDisk } from './delete-disk.js';
import { rescanDisk } from './rescan-disk.js';
import { readDisk, type ScsiHost } from './disk-facts.js';
import { hctlOf } from './hctl.js';

/** SCSI disks through sysfs alone: no child process. */
export class SysfsScsiPaths implements ScsiPaths {
  private readonly host: ScsiHost;
  private readonly gate: SessionGate;
  private readonly times: ScanTimes;

  constructor(host: ScsiHost, gate: SessionGate, times: ScanTimes = DEFAULT_SCAN_TIMES) {
    this.host = host;
    this.gate = gate;
    this.times = times;
  }

  attach(wanted: WantedPath, signal: CancelSignal): Promise<Result<ScsiPath, Problem>> {
    return this.gate.shared(wanted.session.sid, () => bringUpLun(this.host, wanted, this.times, signal));
  }

  async withIdentity(naa: Naa, signal: CancelSignal): Promise<Result<readonly ScsiPath[], Problem>> {
    const names = await this.host.devices.names(signal);
    if (!names.ok) return names;
    const disks = names.value.filter((name) => name.startsWith('sd'));
    const found = all(await Promise.all(disks.map((device) => this.pathIf(device, naa, signal))));
    return found.ok ? ok(found.value.filter((path) => path !== undefined)) : found;
  }

  rescan(path: ScsiPath, size: Bytes, signal: CancelSignal): Promise<Result<ScsiPath, Problem>> {
    return rescanDisk(this.host, path, { size, timeoutMs: this.times.appearMs }, signal);
  }

  remove(path: ScsiPath, signal: CancelSignal): Promise<Result<void, Problem>> {
    return deleteDisk(this.host, path, signal);
  }

  private async pathIf(
    device: string,
    naa: Naa,
    signal: CancelSignal,
  ): Promise<Result<ScsiPath | undefined, Problem>> {
    const facts = await readDisk(this.host, device, signal);
    if (!facts.ok) return facts;
    if (facts.value?.naa !== naa || facts.value.size === undefined) return ok(undefined);
    const hctl = await hctlOf(this.host.files, device, signal);
    if (!hctl.ok || hctl.value === undefined) return hctl.ok ? ok(undefined) : hctl;
    const { size, state } = facts.value;
    return ok({ device, hctl: hctl.value, naa, size, state });
  }
}
