import type { BindRequest, MountEntry, MountRequest, Mounts, PathUsage } from '../../node/mounts.port.js';
import type { NodeJournal, NodeRecord } from '../../node/node-journal.port.js';
import { bytes } from '../../shared/bytes.js';
import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import { bootIdOf, diskOfMap, type HostState } from './host-state.js';

const done: Promise<Result<void, Problem>> = Promise.resolve(ok(undefined));

const uuidOf = (device: string): string => `mpath-${device.slice('/dev/mapper/'.length)}`;

export class FakeMounts implements Mounts {
  private readonly state: HostState;

  constructor(state: HostState) {
    this.state = state;
  }

  at(path: string): Promise<Result<readonly MountEntry[], Problem>> {
    return Promise.resolve(ok(this.state.mounts.filter((mount) => mount.path === path)));
  }

  mount({ device, path, fsType, flags }: MountRequest): Promise<Result<void, Problem>> {
    const disk = diskOfMap(this.state, device);
    const readOnly = flags.includes('ro');
    const isProtected = this.state.protectedMaps.has(device.replace('/dev/mapper/3', ''));
    if (disk?.fsType !== fsType || (isProtected && !readOnly)) {
      return Promise.resolve(
        failed({ kind: 'tool-failed', tool: 'mount', exitCode: 32, detail: `wrong fs type on ${device}` }),
      );
    }
    this.state.mounts.push({
      path,
      source: device,
      deviceUuid: uuidOf(device),
      fsType,
      readOnly,
    });
    if (!readOnly) disk.dirty = 'it is mounted';
    return done;
  }

  bind({ source, path, readOnly }: BindRequest): Promise<Result<void, Problem>> {
    const below = this.state.mounts.find((mount) => mount.path === source);
    const isMap = source.startsWith('/dev/mapper/') && diskOfMap(this.state, source) !== undefined;
    if (below === undefined && !isMap) return Promise.resolve(failed({ kind: 'path-missing', path: source }));
    this.state.mounts.push(
      below === undefined
        ? { path, source: 'devtmpfs', deviceUuid: uuidOf(source), fsType: 'devtmpfs', readOnly: false }
        : { ...below, path, readOnly },
    );
    return done;
  }

  unmount(path: string): Promise<Result<void, Problem>> {
    const index = this.state.mounts.findLastIndex((mount) => mount.path === path);
    const [mount] = index < 0 ? [] : this.state.mounts.splice(index, 1);
    if (mount !== undefined && !mount.readOnly) this.settle(mount.source);
    return done;
  }

  /** The last unmount of a file system that was written leaves it clean. */
  private settle(source: string): void {
    const disk = diskOfMap(this.state, source);
    if (disk !== undefined && !this.state.mounts.some((mount) => mount.source === source))
      disk.dirty = undefined;
  }

  removePath(): Promise<Result<void, Problem>> {
    return done;
  }

  usage(path: string): Promise<Result<PathUsage, Problem>> {
    const mount = this.state.mounts.find((entry) => entry.path === path);
    const disk = mount === undefined ? undefined : diskOfMap(this.state, mount.source);
    if (disk === undefined) return Promise.resolve(failed({ kind: 'path-missing', path }));
    const total = disk.fsSize ?? disk.size;
    return Promise.resolve(
      ok({
        kind: 'filesystem',
        usage: {
          bytes: { total, used: bytes(0), available: total },
          inodes: { total: 1000n, used: 11n, available: 989n },
        },
      }),
    );
  }
}

export class FakeNodeJournal implements NodeJournal {
  private readonly state: HostState;

  constructor(state: HostState) {
    this.state = state;
  }

  load(volume: string): Promise<Result<NodeRecord | undefined, Problem>> {
    return Promise.resolve(ok(this.state.journal.get(volume)));
  }

  save(record: NodeRecord): Promise<Result<void, Problem>> {
    this.state.journal.set(record.volume, { ...record, bootId: bootIdOf(this.state) });
    return done;
  }

  forget(volume: string): Promise<Result<void, Problem>> {
    this.state.journal.delete(volume);
    return done;
  }

  list(): Promise<Result<readonly NodeRecord[], Problem>> {
    return Promise.resolve(ok([...this.state.journal.values()]));
  }
}
