import {
  failed,
  MIB,
  ok,
  type Bytes,
  type CancelSignal,
  type Filesystems,
  type FsType,
  type Problem,
  type Result,
} from '@twinsite/domain';
import type { Command, CommandRunner } from '../command/command-runner.port.js';
import { runExpectingZero, unexpectedExit } from '../command/expect-exit.js';
import type { BlockDevices } from '../disk/block-devices.js';
import { readRegion } from '../disk/dd.js';
import { mkfsCommand } from './mkfs-command.js';
import { extSize, SUPERBLOCK_BYTES, xfsSize } from './superblock.js';

const FSCK_MS = 600_000;
const GROW_MS = 300_000;
/** e2fsck(8): 1 = errors corrected, 2 = corrected and a mounted root needs a reboot; both are repaired. */
const FSCK_REPAIRED = 2;

/**
 * resize2fs leaves out a last block group too small to hold its own tables: with 4 KiB blocks 512 blocks of inode
 * table and 50 blocks of data (e2fsprogs, adjust_fs_info). A file system this close to the end has grown.
 */
const UNUSABLE_REST = 8n * MIB;

/** e2fsprogs and xfsprogs. A cancel never kills them; the same call joins the running one (hazards H25, H26). */
export class LinuxFilesystems implements Filesystems {
  private readonly runner: CommandRunner;
  private readonly devices: BlockDevices;

  constructor(runner: CommandRunner, devices: BlockDevices) {
    this.runner = runner;
    this.devices = devices;
  }

  async format(device: string, fsType: FsType, signal: CancelSignal): Promise<Result<void, Problem>> {
    const size = await this.devices.sizeOfPath(device, signal);
    if (!size.ok) return size;
    const made = await runExpectingZero(this.runner, mkfsCommand(device, fsType, size.value), signal);
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

  async grow(
    device: string,
    fsType: FsType,
    mountPath: string,
    signal: CancelSignal,
  ): Promise<Result<void, Problem>> {
    const before = await this.missing(device, fsType, signal);
    if (!before.ok) return before;
    // format() leaves the last MiB out on purpose: that much is no reason to grow.
    if (before.value <= MIB) return ok(undefined);
    const tool = fsType === 'xfs' ? 'xfs_growfs' : 'resize2fs';
    const command: Command = {
      tool,
      args: [fsType === 'xfs' ? mountPath : device],
      deadlineMs: GROW_MS,
      class: 'mkfs',
      survivesCancelAs: `grow ${device}`,
    };
    const grown = await runExpectingZero(this.runner, command, signal);
    if (!grown.ok) return grown;
    const after = await this.missing(device, fsType, signal);
    if (!after.ok || after.value < before.value || after.value <= UNUSABLE_REST)
      return after.ok ? ok(undefined) : after;
    const detail = `the file system still ends ${after.value.toString()} bytes before its device does`;
    return failed({ kind: 'tool-failed', tool, exitCode: 0, detail });
  }

  /** Bytes of the device that the file system does not use yet, by its own superblock. */
  private async missing(
    device: string,
    fsType: FsType,
    signal: CancelSignal,
  ): Promise<Result<bigint, Problem>> {
    const size = await this.devices.sizeOfPath(device, signal);
    if (!size.ok) return size;
    const head = await readRegion(this.runner, { device, offset: 0n, length: SUPERBLOCK_BYTES }, signal);
    if (!head.ok) return head;
    const used = fsType === 'xfs' ? xfsSize(head.value) : extSize(head.value);
    if (used !== undefined) return ok(beyond(size.value, used));
    return failed({
      kind: 'filesystem-differs',
      device,
      wanted: fsType,
      found: 'no superblock of that type',
    });
  }
}

const beyond = (device: Bytes, used: bigint): bigint => (used >= device ? 0n : device - used);
