import {
  all,
  failed,
  ok,
  type BindRequest,
  type CancelSignal,
  type MountEntry,
  type MountRequest,
  type Mounts,
  type PathUsage,
  type Problem,
  type Result,
} from '@twinsite/domain';
import type { Command, CommandRunner } from '../command/command-runner.port.js';
import { runExpectingZero, stdoutText, unexpectedExit } from '../command/expect-exit.js';
import type { BlockDevices } from '../disk/block-devices.js';
import type { HostFiles, HostPaths } from '../files/host-files.port.js';
import type { MountTable } from './mount-table.js';
import type { MountInfo } from './mountinfo.js';
import { pathHolders } from './path-holders.js';
import { parseStatFs, STAT_FORMAT } from './stat-fs.js';

export interface MountDeps {
  readonly runner: CommandRunner;
  readonly files: HostFiles;
  readonly paths: HostPaths;
  readonly devices: BlockDevices;
  readonly table: MountTable;
}

const MOUNT_MS = 60_000;
const UNMOUNT_MS = 30_000;
/** A dead network file system answers statfs never; the child takes the blow. */
const USAGE_MS = 3000;

export class LinuxMounts implements Mounts {
  private readonly deps: MountDeps;

  constructor(deps: MountDeps) {
    this.deps = deps;
  }

  async at(path: string, signal: CancelSignal): Promise<Result<readonly MountEntry[], Problem>> {
    const mounts = await this.layers(path, signal);
    if (!mounts.ok) return mounts;
    return all(await Promise.all(mounts.value.map((mount) => this.deps.table.describe(mount, signal))));
  }

  async mount(
    { device, path, fsType, flags }: MountRequest,
    signal: CancelSignal,
  ): Promise<Result<void, Problem>> {
    const made = await this.deps.paths.makeDirectory(path, signal);
    if (!made.ok) return made;
    // A clone carries the uuid of its source and could not be mounted beside it (hazard H9).
    const options = [...flags, ...(fsType === 'xfs' && !flags.includes('nouuid') ? ['nouuid'] : [])];
    const chosen = options.length === 0 ? [] : ['-o', options.join(',')];
    return this.mountCommand(['-t', fsType, ...chosen, '--', device, path], signal);
  }

  async bind(request: BindRequest, signal: CancelSignal): Promise<Result<void, Problem>> {
    const { paths } = this.deps;
    const { source, path, kind, readOnly } = request;
    const made = await (kind === 'directory'
      ? paths.makeDirectory(path, signal)
      : paths.makeFile(path, signal));
    if (!made.ok) return made;
    // Both in one call: a bind that is still writable is never left behind by a crash between two of them.
    return this.mountCommand(['-o', readOnly ? 'bind,ro' : 'bind', '--', source, path], signal);
  }

  async unmount(path: string, signal: CancelSignal): Promise<Result<void, Problem>> {
    const before = await this.layers(path, signal);
    if (!before.ok || before.value.length === 0) return before.ok ? ok(undefined) : before;
    const command: Command = { tool: 'umount', args: ['--', path], deadlineMs: UNMOUNT_MS, class: 'mount' };
    const output = await this.deps.runner.run(command, signal);
    if (!output.ok || output.value.exitCode === 0) return output.ok ? ok(undefined) : output;
    const after = await this.layers(path, signal);
    if (!after.ok || after.value.length < before.value.length) return after.ok ? ok(undefined) : after;
    if (!output.value.stderr.includes('busy')) return failed(unexpectedExit(command, output.value));
    const holders = await pathHolders(this.deps.files, path, signal);
    return holders.ok ? failed({ kind: 'path-busy', path, holders: holders.value }) : holders;
  }

  removePath(path: string, signal: CancelSignal): Promise<Result<void, Problem>> {
    return this.deps.paths.removeEmpty(path, signal);
  }

  async usage(path: string, signal: CancelSignal): Promise<Result<PathUsage, Problem>> {
    const mounts = await this.layers(path, signal);
    if (!mounts.ok) return mounts;
    const top = mounts.value.at(-1);
    if (top === undefined) return failed({ kind: 'path-missing', path });
    return top.fsType === 'devtmpfs' ? this.deviceUsage(top, signal) : this.filesystemUsage(path, signal);
  }

  private async layers(path: string, signal: CancelSignal): Promise<Result<readonly MountInfo[], Problem>> {
    const canonical = await this.deps.paths.canonical(path, signal);
    if (!canonical.ok) return canonical;
    const mounts = await this.deps.table.read(signal);
    return mounts.ok ? ok(mounts.value.filter((mount) => mount.path === canonical.value)) : mounts;
  }

  private async mountCommand(args: readonly string[], signal: CancelSignal): Promise<Result<void, Problem>> {
    const command: Command = { tool: 'mount', args, deadlineMs: MOUNT_MS, class: 'mount' };
    const output = await runExpectingZero(this.deps.runner, command, signal);
    return output.ok ? ok(undefined) : output;
  }

  private async deviceUsage(mount: MountInfo, signal: CancelSignal): Promise<Result<PathUsage, Problem>> {
    const size = await this.deps.devices.sizeOfPath(`/dev${mount.root}`, signal);
    return size.ok ? ok({ kind: 'device', size: size.value }) : size;
  }

  private async filesystemUsage(path: string, signal: CancelSignal): Promise<Result<PathUsage, Problem>> {
    const args = ['-f', '-c', STAT_FORMAT, '--', path];
    const command: Command = { tool: 'stat', args, deadlineMs: USAGE_MS, label: `stat -f ${path}` };
    const output = await runExpectingZero(this.deps.runner, command, signal);
    if (!output.ok) return output;
    const usage = parseStatFs(stdoutText(output.value));
    return usage === undefined
      ? failed(unexpectedExit(command, output.value))
      : ok({ kind: 'filesystem', usage });
  }
}
