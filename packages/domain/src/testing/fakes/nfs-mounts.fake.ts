import { formatNfsSource, type NfsSource } from '../../file/nfs-source.js';
import type { LingeringMounts } from '../../file/node/lingering-mounts.port.js';
import type {
  NfsBind,
  NfsMount,
  NfsMountRequest,
  NfsMounts,
  NfsUnmount,
  UnmountOutcome,
} from '../../file/node/nfs-mounts.port.js';
import type { FsUsage } from '../../node/filesystems.port.js';
import { bytes } from '../../shared/bytes.js';
import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import { canonical, releaseUnused, type NfsHostState } from './nfs-host-state.js';

const MOUNT_MS = 30_000;
const USAGE_MS = 3000;

/** The mount table of a fake host. A server in `servers.silent` answers nothing. */
export class FakeNfsMounts implements NfsMounts {
  private readonly state: NfsHostState;
  private readonly lingering: LingeringMounts;

  constructor(state: NfsHostState, lingering: LingeringMounts) {
    this.state = state;
    this.lingering = lingering;
  }

  list(paths: readonly string[]): Promise<Result<readonly NfsMount[], Problem>> {
    const asked = new Map(paths.map((path) => [canonical(this.state, path), path]));
    const listed = this.state.mounts.map((mount) => ({
      ...mount,
      path: asked.get(mount.path) ?? mount.path,
    }));
    return Promise.resolve(ok(listed));
  }

  mount({ source, path: given, options }: NfsMountRequest): Promise<Result<void, Problem>> {
    const path = canonical(this.state, given);
    const { servers, mounts, superblocks, directories } = this.state;
    directories.add(path);
    const answer = this.isSilent(source)
      ? silent(source, 'mount', MOUNT_MS)
      : refusal(servers.at(source), source);
    if (answer !== undefined) return Promise.resolve(failed(answer));
    const device = this.deviceFor(source, options);
    superblocks.set(device, source.server);
    mounts.push({ path, source, device, readOnly: options.includes('ro'), options });
    return Promise.resolve(ok(undefined));
  }

  bind({ from, path: given, readOnly }: NfsBind): Promise<Result<void, Problem>> {
    const path = canonical(this.state, given);
    const below = this.topAt(from);
    if (below === undefined) return Promise.resolve(failed({ kind: 'path-missing', path: from }));
    this.state.directories.add(path);
    this.state.mounts.push({ ...below, path, readOnly: readOnly || below.readOnly });
    return Promise.resolve(ok(undefined));
  }

  async unmount(
    { volume, path }: NfsUnmount,
    signal: CancelSignal,
  ): Promise<Result<UnmountOutcome, Problem>> {
    const { mounts, busy, stuck } = this.state;
    const mount = this.topAt(path);
    if (mount === undefined) return ok({ kind: 'gone' });
    const { device, source } = mount;
    if (!this.isSilent(source)) {
      if (busy.has(mount.path)) return failed({ kind: 'path-busy', path, holders: ['process (pid 1)'] });
      return this.takeOff(mount, { kind: 'gone' });
    }
    const stays = mounts.some((other) => other !== mount && other.device === device);
    const reason = `${source.server} does not answer`;
    if (!stays && !stuck.has(mount.path)) {
      this.state.superblocks.delete(device);
      return this.takeOff(mount, { kind: 'forced', reason });
    }
    const kept = await this.lingering.remember(
      { volume, source: formatNfsSource(source), device, reason },
      signal,
    );
    return kept.ok ? this.takeOff(mount, { kind: 'lazy', device, reason }) : kept;
  }

  usage(path: string): Promise<Result<FsUsage, Problem>> {
    const mount = this.topAt(path);
    if (mount === undefined) return Promise.resolve(failed({ kind: 'path-missing', path }));
    if (this.isSilent(mount.source))
      return Promise.resolve(failed(silent(mount.source, 'stat -f', USAGE_MS)));
    const { total, used } = this.state.servers.at(mount.source) ?? { total: bytes(0), used: bytes(0) };
    return Promise.resolve(
      ok({
        bytes: { total, used, available: bytes(total - used) },
        inodes: { total: 1000n, used: 10n, available: 990n },
      }),
    );
  }

  removePath(given: string): Promise<Result<void, Problem>> {
    const path = canonical(this.state, given);
    if (this.topAt(path) !== undefined)
      return Promise.resolve(failed({ kind: 'host-io', operation: 'removing', path, code: 'EBUSY' }));
    this.state.directories.delete(path);
    return Promise.resolve(ok(undefined));
  }

  private topAt(path: string): NfsMount | undefined {
    return this.state.mounts.findLast((mount) => mount.path === canonical(this.state, path));
  }

  private isSilent({ server }: NfsSource): boolean {
    return this.state.servers.silent.has(server);
  }

  /** Mounts of one directory share a superblock unless they are told not to, as in the kernel. */
  private deviceFor(source: NfsSource, options: readonly string[]): string {
    const folder = ({ server, path }: NfsSource): string =>
      `${server}:${path.split('/').slice(0, 3).join('/')}`;
    const shared = this.state.mounts.find(
      (mount) => !mount.options.includes('nosharecache') && folder(mount.source) === folder(source),
    );
    if (shared !== undefined && !options.includes('nosharecache')) return shared.device;
    this.state.minor += 1;
    return `0:${this.state.minor}`;
  }

  private takeOff(mount: NfsMount, outcome: UnmountOutcome): Result<UnmountOutcome, Problem> {
    this.state.mounts.splice(this.state.mounts.lastIndexOf(mount), 1);
    releaseUnused(this.state);
    return ok(outcome);
  }
}

const silent = (source: NfsSource, operation: string, afterMs: number): Problem => ({
  kind: 'server-silent',
  source: formatNfsSource(source),
  operation,
  afterMs,
});

function refusal(entry: ReturnType<NfsHostState['servers']['at']>, source: NfsSource): Problem | undefined {
  const why = entry === undefined ? 'no-such-export' : entry.refusal;
  if (why === undefined) return undefined;
  return {
    kind: 'mount-refused',
    source: formatNfsSource(source),
    refusal: why,
    detail: 'refused by the fake',
  };
}
