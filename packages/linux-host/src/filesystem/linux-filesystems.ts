import {
  failed,
  ok,
  type CancelSignal,
  type Filesystems,
  type Format,
  type FsType,
  type Problem,
  type Result,
} from '@twinsite/domain';
import type { Command, CommandRunner } from '../command/command-runner.port.js';
import { runExpectingZero, unexpectedExit } from '../command/expect-exit.js';
import type { BlockDevices } from '../disk/block-devices.js';
import { growFilesystem } from './grow-filesystem.js';
import { mkfsCommand } from './mkfs-command.js';
import { proveClean } from './prove-clean.js';

const FSCK_MS = 600_000;
/** e2fsck(8): 1 = errors corrected, 2 = corrected and a mounted root needs a reboot; both are repaired. */
const FSCK_REPAIRED = 2;

/** e2fsprogs and xfsprogs. A cancel never kills them; the same call joins the running one (hazards H25, H26). */
export class LinuxFilesystems implements Filesystems {
  private readonly runner: CommandRunner;
  private readonly devices: BlockDevices;

  constructor(runner: CommandRunner, devices: BlockDevices) {
    this.runner = runner;
    this.devices = devices;
  }

  async format(device: string, format: Format, signal: CancelSignal): Promise<Result<void, Problem>> {
    const size = await this.devices.sizeOfPath(device, signal);
    if (!size.ok) return size;
    const made = await runExpectingZero(this.runner, mkfsCommand(device, format, size.value), signal);
    return made.ok ? ok(undefined) : made;
  }

  /** xfs replays its log at mount and is never repaired by itself (xfs_repair refuses a dirty log). */
  async check(device: string, fsType: FsType, signal: CancelSignal): Promise<Result<void, Problem>> {
    if (fsType === 'xfs') return ok(undefined);
    const command: Command = {
      tool: 'e2fsck',
      args: ['-p', device],
      deadlineMs: FSCK_MS,
      class: 'mkfs',
      survivesCancelAs: `fsck ${device}`,
    };
    const output = await this.runner.run(command, signal);
    if (!output.ok) return output;
    return output.value.exitCode <= FSCK_REPAIRED
      ? ok(undefined)
      : failed(unexpectedExit(command, output.value));
  }

  proveClean(device: string, fsType: FsType, signal: CancelSignal): Promise<Result<void, Problem>> {
    return proveClean(this.runner, device, fsType, signal);
  }

  grow(
    device: string,
    fsType: FsType,
    mountPath: string,
    signal: CancelSignal,
  ): Promise<Result<void, Problem>> {
    const { runner, devices } = this;
    return growFilesystem({ runner, devices }, { device, fsType, mountPath }, signal);
  }
}
