import type { DiskContents, DiskReading } from '../../node/disk-contents.port.js';
import type { Filesystems, FsType } from '../../node/filesystems.port.js';
import type { FormatIntent } from '../../node/format-intent.js';
import type { MultipathMap, MultipathMaps } from '../../node/multipath-maps.port.js';
import type { ScsiPath } from '../../node/scsi-paths.port.js';
import { bytes, MIB } from '../../shared/bytes.js';
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
        size: disk.size,
        paths: [...paths],
        usablePaths: paths.size,
      }),
    );
  }

  async assemble(naa: Naa, paths: readonly ScsiPath[]): Promise<Result<MultipathMap, Problem>> {
    this.state.maps.set(naa, new Set(paths.map(({ device }) => device)));
    const map = await this.find(naa);
    if (!map.ok) return map;
    return map.value === undefined
      ? failed({ kind: 'map-not-ready', wwid: naa, detail: 'no path' })
      : ok(map.value);
  }

  remove(naa: Naa): Promise<Result<void, Problem>> {
    const device = `/dev/mapper/3${naa}`;
    const holders = this.state.mounts.filter(({ source }) => source === device).map(({ path }) => path);
    if (holders.length > 0) return Promise.resolve(failed({ kind: 'device-busy', device, holders }));
    this.state.maps.delete(naa);
    return Promise.resolve(ok(undefined));
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
    return onDisk(this.state, device, (disk) => void (disk.intent = intent));
  }

  clearIntent(device: string): Promise<Result<void, Problem>> {
    return onDisk(this.state, device, (disk) => void (disk.intent = undefined));
  }
}

export class FakeFilesystems implements Filesystems {
  private readonly state: HostState;

  constructor(state: HostState) {
    this.state = state;
  }

  format(device: string, fsType: FsType): Promise<Result<void, Problem>> {
    return onDisk(this.state, device, (disk) => {
      disk.fsType = fsType;
      disk.debris = undefined;
      disk.fsSize = bytes(disk.size - MIB);
      disk.formats += 1;
    });
  }

  check(device: string): Promise<Result<void, Problem>> {
    return onDisk(this.state, device, () => undefined);
  }

  grow(device: string): Promise<Result<void, Problem>> {
    return onDisk(this.state, device, (disk) => void (disk.fsSize = disk.size));
  }
}
