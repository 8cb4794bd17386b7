import {
  all,
  ok,
  parseNaa,
  type CancelSignal,
  type IscsiDisk,
  type KnownMap,
  type Naa,
  type NodeInventory,
  type Problem,
  type RecoveryTime,
  type Result,
} from '@twinsite/domain';
import { readBootId, readText, type LinuxHost } from '@twinsite/linux-host';
import { readMap } from '../multipath/dm-map.js';
import { holdersOf, openCount } from '../multipath/map-users.js';
import { readDisk } from '../scsi/disk-facts.js';
import { diskHolders } from '../scsi/disk-holders.js';
import { scsiDevice } from '../scsi/find-lun.js';
import { devicesBelow, readSessions } from '../session/sysfs-sessions.js';

type InventoryHost = Pick<LinuxHost, 'runner' | 'files' | 'devices' | 'clock' | 'mountTable'>;

const MAP_UUID = /^mpath-3(6[0-9a-f]{31})$/;

/** Looks at sysfs; one child process, and only for who has a map open. */
export class SysfsNodeInventory implements NodeInventory {
  private readonly host: InventoryHost;

  constructor(host: InventoryHost) {
    this.host = host;
  }

  bootId(signal: CancelSignal): Promise<Result<string, Problem>> {
    return readBootId(this.host.files, signal);
  }

  /** From the sessions down: what hangs below none of them is not ours to look at. */
  async disks(signal: CancelSignal): Promise<Result<readonly IscsiDisk[], Problem>> {
    const sessions = await readSessions(this.host.files, signal);
    if (!sessions.ok) return sessions;
    const found = all(await Promise.all(sessions.value.map(({ sid }) => this.disksBelow(sid, signal))));
    return found.ok ? ok(found.value.flat()) : found;
  }

  async maps(signal: CancelSignal): Promise<Result<readonly KnownMap[], Problem>> {
    const names = await this.host.devices.names(signal);
    if (!names.ok) return names;
    const candidates = names.value.filter((name) => name.startsWith('dm-'));
    const found = all(await Promise.all(candidates.map((name) => this.mapIf(name, signal))));
    return found.ok ? ok(found.value.filter((map) => map !== undefined)) : found;
  }

  async usersOf(naa: Naa, signal: CancelSignal): Promise<Result<readonly string[], Problem>> {
    const map = await readMap(this.host, naa, signal);
    if (!map.ok) return map;
    if (map.value === undefined) return this.usersOfDisks(naa, signal);
    const holders = await holdersOf(this.host, map.value, signal);
    if (!holders.ok || holders.value.length > 0) return holders;
    const open = await openCount(this.host, map.value, signal);
    if (!open.ok) return open;
    return ok(open.value === 0 ? [] : [`${open.value} open file descriptors`]);
  }

  async recoveryTimes(signal: CancelSignal): Promise<Result<readonly RecoveryTime[], Problem>> {
    const sessions = await readSessions(this.host.files, signal);
    if (!sessions.ok) return sessions;
    const read = async (sid: number): Promise<Result<RecoveryTime | undefined, Problem>> => {
      const path = `/sys/class/iscsi_session/session${sid}/recovery_tmo`;
      const text = await readText(this.host.files, path, signal);
      if (!text.ok) return text;
      // `off` while multipathd has switched it off; the session may also have gone meanwhile.
      return ok(/^\d+$/.test(text.value ?? '') ? { sid, seconds: Number(text.value) } : undefined);
    };
    const times = all(await Promise.all(sessions.value.map(({ sid }) => read(sid))));
    return times.ok ? ok(times.value.filter((time) => time !== undefined)) : times;
  }

  private async usersOfDisks(naa: Naa, signal: CancelSignal): Promise<Result<readonly string[], Problem>> {
    const disks = await this.disks(signal);
    if (!disks.ok) return disks;
    const ours = disks.value.filter((disk) => disk.naa === naa);
    const holders = all(await Promise.all(ours.map(({ device }) => diskHolders(this.host, device, signal))));
    return holders.ok ? ok(holders.value.flat()) : holders;
  }

  private async disksBelow(
    sid: number,
    signal: CancelSignal,
  ): Promise<Result<readonly IscsiDisk[], Problem>> {
    const devices = await devicesBelow(this.host.files, sid, signal);
    if (!devices.ok) return devices;
    const found = all(await Promise.all(devices.value.map((hctl) => this.diskAt(sid, hctl, signal))));
    return found.ok ? ok(found.value.filter((disk) => disk !== undefined)) : found;
  }

  private async diskAt(
    sid: number,
    hctl: string,
    signal: CancelSignal,
  ): Promise<Result<IscsiDisk | undefined, Problem>> {
    const names = await this.host.files.list(`${scsiDevice(hctl)}/block`, signal);
    if (!names.ok) return names;
    const [device] = names.value;
    const facts = device === undefined ? ok(undefined) : await readDisk(this.host, device, signal);
    if (!facts.ok) return facts;
    if (device === undefined || facts.value?.naa === undefined) return ok(undefined);
    return ok({ device, sid, naa: facts.value.naa, state: facts.value.state });
  }

  private async mapIf(name: string, signal: CancelSignal): Promise<Result<KnownMap | undefined, Problem>> {
    const uuid = await this.host.devices.attribute(name, 'dm/uuid', signal);
    if (!uuid.ok) return uuid;
    const naa = parseNaa(MAP_UUID.exec(uuid.value ?? '')?.[1] ?? '');
    if (naa === undefined) return ok(undefined);
    const paths = await this.host.devices.below(name, 'slaves', signal);
    if (!paths.ok) return paths;
    const readOnly = await this.host.devices.attribute(name, 'ro', signal);
    return readOnly.ok ? ok({ naa, paths: paths.value, readOnly: readOnly.value === '1' }) : readOnly;
  }
}
