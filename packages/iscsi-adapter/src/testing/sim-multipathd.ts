import type { BlockDeviceTable, SimClock, SimulatedLinux } from '@twinsite/linux-host/testing';
import { deadline } from './deadline-signal.js';
import { SimDmMap, type SimPath } from './sim-dm-map.js';
import type { SimScsiDisk } from './sim-scsi-disk.js';

export interface MultipathdSettings {
  /** udev and multipathd after a new disk. */
  readonly discoveryMs: number;
  readonly pollingMs: number;
  /** How long a map without any path queues. */
  readonly noPathMs: number;
  /** Whether new disks are claimed without being told. */
  readonly claims: boolean;
}

export const DEFAULT_MULTIPATHD: MultipathdSettings = {
  discoveryMs: 100,
  pollingMs: 1000,
  noPathMs: 12_000,
  claims: true,
};

/** Makes maps by identity, checks paths, switches queueing off when there has been none for too long. */
export class SimMultipathd {
  readonly maps = new Map<string, SimDmMap>();
  private readonly clock: SimClock;
  private readonly devices: BlockDeviceTable;
  private readonly mounts: SimulatedLinux['mounts'];
  private readonly settings: MultipathdSettings;

  constructor(linux: Pick<SimulatedLinux, 'clock' | 'devices' | 'mounts'>, settings: MultipathdSettings) {
    this.clock = linux.clock;
    this.devices = linux.devices;
    this.mounts = linux.mounts;
    this.settings = settings;
  }

  onDisk(event: 'added' | 'removed', disk: SimScsiDisk): void {
    if (event === 'removed') this.release(disk);
    else if (this.settings.claims) this.clock.after(this.settings.discoveryMs, () => this.claim(disk));
  }

  /** Puts a disk into the map of its identity, which is made when there is none. */
  claim(disk: SimScsiDisk): void {
    if (this.devices.at(`/dev/${disk.name}`) !== disk) return;
    const wwid = `3${disk.naa}`;
    const map = this.maps.get(wwid) ?? this.create(wwid, disk);
    if (map.paths.some((path) => path.disk === disk) || map.sizeBytes !== disk.sizeBytes) return;
    map.paths.push({ disk, active: !disk.session.offline });
    disk.holders.add(map.name);
    map.changes.announce();
  }

  /** To the size of its paths. While they differ nothing happens; the real one says `ok` then too (0.9.4, seen). */
  resize(map: SimDmMap): void {
    const size = map.paths[0]?.disk.sizeBytes;
    if (size !== undefined && map.paths.every(({ disk }) => disk.sizeBytes === size)) map.sizeBytes = size;
  }

  /** False when it is in use. */
  remove(map: SimDmMap): boolean {
    if (this.openCount(map) > 0) return false;
    for (const { disk } of map.paths) disk.holders.delete(map.name);
    this.maps.delete(map.mapName);
    this.devices.remove(map.name);
    return true;
  }

  openCount(map: SimDmMap): number {
    const filesystems = new Set(this.mounts.all().map(({ filesystem }) => filesystem));
    const mounted = [...filesystems].filter((filesystem) => filesystem?.device === map).length;
    return mounted + map.openers;
  }

  private create(wwid: string, disk: SimScsiDisk): SimDmMap {
    const taken = new Set([...this.maps.values()].map(({ name }) => name));
    let minor = 0;
    while (taken.has(`dm-${minor}`)) minor += 1;
    const map = new SimDmMap(wwid, minor, disk.sizeBytes);
    this.maps.set(wwid, map);
    this.devices.add(map);
    this.checkLater(map, undefined);
    return map;
  }

  /** A path leaves its map; what is in flight on it goes on. */
  release(disk: SimScsiDisk): void {
    for (const map of this.maps.values()) {
      const index = map.paths.findIndex((path) => path.disk === disk);
      if (index < 0) continue;
      map.paths.splice(index, 1);
      disk.holders.delete(map.name);
      map.changes.announce();
      if (map.paths.length === 0) this.remove(map);
    }
  }

  private checkLater(map: SimDmMap, emptySince: number | undefined): void {
    this.clock.after(this.settings.pollingMs, () => {
      if (this.maps.get(map.mapName) === map) void this.check(map, emptySince);
    });
  }

  private async check(map: SimDmMap, emptySince: number | undefined): Promise<void> {
    await Promise.all(map.paths.map((path) => this.checkPath(map, path)));
    const isEmpty = !map.paths.some(({ active }) => active);
    const since = isEmpty ? (emptySince ?? this.clock.now()) : undefined;
    if (since !== undefined && this.clock.now() - since >= this.settings.noPathMs) map.stopQueueing();
    this.checkLater(map, since);
  }

  /** A path whose session is being recovered keeps its state until the kernel gives the session up. */
  private async checkPath(map: SimDmMap, path: SimPath): Promise<void> {
    const { session } = path.disk;
    if (session.offline) map.setActive(path, false);
    if (session.state !== 'LOGGED_IN') return;
    const limit = deadline(this.clock, this.settings.pollingMs);
    const isReady = await path.disk.isReady(limit.signal);
    const isTold = !limit.signal.aborted;
    limit.end();
    if (isTold) map.setActive(path, isReady);
  }
}
