import {
  failed,
  ok,
  type CancelSignal,
  type LingeringMount,
  type LingeringMounts,
  type NfsMount,
  type Problem,
  type Result,
} from '@twinsite/domain';
import { readBootId, readText, type LinuxHost } from '@twinsite/linux-host';
import { sameSource, sourceOfKernel } from '../mounts/kernel-source.js';
import { NfsTable } from '../mounts/nfs-table.js';
import type { LingeringRecord } from './lingering-codec.js';
import type { LingeringRecords } from './lingering-files.js';
import { knowsNfs, parseNfsVolumes } from './nfs-volumes.js';

type Fate = 'lingers' | 'mounted' | 'over';

/** What is remembered, held against what the kernel lists now. */
export class KernelLingeringMounts implements LingeringMounts {
  private readonly host: LinuxHost;
  private readonly table: NfsTable;
  private readonly records: LingeringRecords;

  constructor(host: LinuxHost, records: LingeringRecords) {
    this.host = host;
    this.table = new NfsTable(host);
    this.records = records;
  }

  async remember(mount: LingeringMount, signal: CancelSignal): Promise<Result<void, Problem>> {
    const bootId = await readBootId(this.host.files, signal);
    return bootId.ok ? this.records.save({ ...mount, bootId: bootId.value }, signal) : bootId;
  }

  async list(signal: CancelSignal): Promise<Result<readonly LingeringMount[], Problem>> {
    const records = await this.records.load(signal);
    if (!records.ok || records.value.length === 0) return records;
    const fateOf = await this.judge(signal);
    if (!fateOf.ok) return fateOf;
    const lingering: LingeringMount[] = [];
    for (const record of records.value) {
      const fate = fateOf.value(record);
      const { volume, source, device, reason } = record;
      if (fate === 'lingers') lingering.push({ volume, source, device, reason });
      const forgotten = fate === 'over' ? await this.records.remove(record, signal) : ok(undefined);
      if (!forgotten.ok) return forgotten;
    }
    return ok(lingering);
  }

  private async judge(signal: CancelSignal): Promise<Result<(record: LingeringRecord) => Fate, Problem>> {
    const bootId = await readBootId(this.host.files, signal);
    if (!bootId.ok) return bootId;
    // The table first: what leaves it between the two looks still stands in the kernel's list, so it is never called over.
    const mounts = await this.table.list(signal);
    if (!mounts.ok) return mounts;
    const held = await this.heldDevices(signal);
    if (!held.ok) return held;
    return ok((record) => {
      if (record.bootId !== bootId.value || !held.value.has(record.device)) return 'over';
      return fateBeside(mounts.value, record);
    });
  }

  private async heldDevices(signal: CancelSignal): Promise<Result<ReadonlySet<string>, Problem>> {
    const path = `${this.host.hostProcess}/net/nfsfs/volumes`;
    const text = await readText(this.host.files, path, signal);
    if (!text.ok) return text;
    if (text.value !== undefined) return ok(parseNfsVolumes(text.value));
    const filesystems = await readText(this.host.files, '/proc/filesystems', signal);
    if (!filesystems.ok) return filesystems;
    if (filesystems.value !== undefined && !knowsNfs(filesystems.value)) return ok(new Set());
    return failed({ kind: 'host-io', operation: 'reading', path, code: 'ENOENT' });
  }
}

/**
 * The kernel gives the number of a superblock that is gone to a new one. A mount that shows the number with another source
 * and shares its superblock with nobody (`nosharecache`) proves that; one of the same source is the volume still mounted.
 */
function fateBeside(mounts: readonly NfsMount[], { device, source }: LingeringRecord): Fate {
  const own = sourceOfKernel(source);
  const shown = mounts.filter((mount) => mount.device === device);
  if (own === undefined || shown.length === 0) return 'lingers';
  if (shown.some((mount) => sameSource(mount.source, own))) return 'mounted';
  return shown.every(({ options }) => options.includes('nosharecache')) ? 'over' : 'lingers';
}
