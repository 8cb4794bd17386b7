import type { DiskContents, DiskReading } from '../../node/disk-contents.port.js';
import type { Filesystems, Format } from '../../node/filesystems.port.js';
import type { FormatIntent } from '../../node/format-intent.js';
import type { MapAccess, MultipathMap, MultipathMaps } from '../../node/multipath-maps.port.js';
import type { ScsiPath } from '../../node/scsi-paths.port.js';
import { bytes, MIB, type Bytes } from '../../shared/bytes.js';
import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import type { Naa } from '../../volume/scsi-identity.js';
import type { FakeDisk } from './fabric.fake.js';
import { diskOfMap, type HostState } from './host-state.js';

export class FakeMultipathMaps implements MultipathMaps {
  private readonly state: HostState;

  constructor(state: HostState) {
    this.state = state;
  }

  find(naa: Naa): Promise<Result<MultipathMap | undefined, Problem>> {
    const paths = this.state.maps.get(naa);
    const [first] = paths ?? [];
    const disk = first === undefined ? undefined : this.state.disks.get(first)?.disk;
    if (paths === undefined || disk === undefined) return Promise.resolve(ok(undefined));
    return Promise.resolve(
      ok({
        naa,
        devicePath: `/dev/mapper/3${naa}`,
        size: this.state.mapSizes.get(naa) ?? disk.size,
        paths: [...paths],
        usablePaths: paths.size,
        readOnly: this.state.protectedMaps.has(naa),
      }),
    );
  }

  async assemble(naa: Naa, paths: readonly ScsiPath[]): Promise<Result<MultipathMap, Problem>> {
    const [first] = paths;
    this.state.maps.set(naa, new Set(paths.map(({ device }) => device)));
    if (first !== undefined) this.state.mapSizes.set(naa, first.size);
    const map = await this.find(naa);
    if (!map.ok) return map;
    return map.value === undefined
      ? failed({ kind: 'map-not-ready', wwid: naa, detail: 'no path' })
      : ok(map.value);
  }

  remove(naa: Naa): Promise<Result<void, Problem>> {
    const device = `/dev/mapper/3${naa}`;
    const holders = this.holdersOf(naa);
    if (holders.length > 0) return Promise.resolve(failed({ kind: 'device-busy', device, holders }));
    this.state.maps.delete(naa);
    this.state.mapSizes.delete(naa);
    this.state.protectedMaps.delete(naa);
    return Promise.resolve(ok(undefined));
  }

  async untilUnused(naa: Naa): Promise<Result<void, Problem>> {
    const map = await this.existing(naa);
    if (!map.ok) return map;
    const detail = this.holdersOf(naa).join(', ');
    return detail === '' ? ok(undefined) : failed({ kind: 'pending', operation: 'format', detail });
  }

  async protect(naa: Naa, access: MapAccess): Promise<Result<void, Problem>> {
    const map = await this.existing(naa);
    if (!map.ok) return map;
    if (access === 'read-only') this.state.protectedMaps.add(naa);
    else this.state.protectedMaps.delete(naa);
    return ok(undefined);
  }

  async resize(naa: Naa, size: Bytes): Promise<Result<MultipathMap, Problem>> {
    const map = await this.existing(naa);
    if (map.ok) this.state.mapSizes.set(naa, size);
    return map.ok ? this.existing(naa) : map;
  }

  private holdersOf(naa: Naa): readonly string[] {
    return this.state.mounts.filter(({ source }) => source === `/dev/mapper/3${naa}`).map(({ path }) => path);
  }

  private async existing(naa: Naa): Promise<Result<MultipathMap, Problem>> {
    const map = await this.find(naa);
    if (!map.ok) return map;
    if (map.value !== undefined) return ok(map.value);
    return failed({ kind: 'map-not-ready', wwid: `3${naa}`, detail: 'there is no such map' });
  }
}

/** Runs an action on the disk behind a map, or says that there is no such device. */
function onDisk<T>(
  state: HostState,
  device: string,
  action: (disk: FakeDisk) => T,
): Promise<Result<T, Problem>> {
  const disk = diskOfMap(state, device);
  return Promise.resolve(
    disk === undefined ? failed({ kind: 'path-missing', path: device }) : ok(action(disk)),
  );
}

/** As {@link onDisk}, refused by a protected map. */
function writeDisk(
  state: HostState,
  device: string,
  action: (disk: FakeDisk) => void,
): Promise<Result<void, Problem>> {
  if (!state.protectedMaps.has(device.replace('/dev/mapper/3', ''))) return onDisk(state, device, action);
  const detail = `${device}: Operation not permitted`;
  return Promise.resolve(failed({ kind: 'tool-failed', tool: 'dd', exitCode: 1, detail }));
}

export class FakeDiskContents implements DiskContents {
  private readonly state: HostState;

  constructor(state: HostState) {
    this.state = state;
  }

  probe(device: string): Promise<Result<DiskReading, Problem>> {
    return onDisk(this.state, device, ({ fsType, intent, debris, size }) => ({
      blank: fsType === undefined && intent === undefined && debris === undefined,
      fsType,
      intent,
      evidence: debris ?? fsType ?? 'zeros',
      size,
    }));
  }

  recordIntent(device: string, intent: FormatIntent): Promise<Result<void, Problem>> {
    return writeDisk(this.state, device, (disk) => void (disk.intent = intent));
  }

  clearIntent(device: string): Promise<Result<void, Problem>> {
    return writeDisk(this.state, device, (disk) => void (disk.intent = undefined));
  }
}

export class FakeFilesystems implements Filesystems {
  private readonly state: HostState;

  constructor(state: HostState) {
    this.state = state;
  }

  format(device: string, { fsType, options }: Format): Promise<Result<void, Problem>> {
    return writeDisk(this.state, device, (disk) => {
      disk.fsType = fsType;
      disk.mkfsOptions = options;
      disk.dirty = undefined;
      disk.debris = undefined;
      disk.fsSize = bytes(disk.size - MIB);
      disk.formats += 1;
    });
  }

  check(device: string): Promise<Result<void, Problem>> {
    return writeDisk(this.state, device, (disk) => void (disk.dirty = undefined));
  }

  async proveClean(device: string): Promise<Result<void, Problem>> {
    const found = await onDisk(this.state, device, ({ dirty }) => dirty);
    if (!found.ok) return found;
    return found.value === undefined
      ? ok(undefined)
      : failed({ kind: 'filesystem-dirty', device, found: found.value });
  }

  grow(device: string): Promise<Result<void, Problem>> {
    const size = this.state.mapSizes.get(device.replace('/dev/mapper/3', ''));
    return writeDisk(this.state, device, (disk) => void (disk.fsSize = size ?? disk.size));
  }
}
