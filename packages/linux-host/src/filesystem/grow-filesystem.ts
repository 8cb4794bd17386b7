import { failed, MIB, ok, type CancelSignal, type FsType, type Problem, type Result } from '@twinsite/domain';
import type { Command, CommandRunner } from '../command/command-runner.port.js';
import { runExpectingZero, stdoutText, unexpectedExit } from '../command/expect-exit.js';
import type { BlockDevices } from '../disk/block-devices.js';
import { readRegion } from '../disk/dd.js';
import { settleXfs } from './settle-xfs.js';
import { extSize, SUPERBLOCK_BYTES } from './superblock.js';
import { parseDataSize } from './xfs-output.js';

const GROW_MS = 300_000;

/**
 * resize2fs leaves out a last block group too small to hold its own tables: with 4 KiB blocks 512 blocks of inode
 * table and 50 blocks of data (e2fsprogs, adjust_fs_info). A file system this close to the end has grown.
 */
const UNUSABLE_REST = 8n * MIB;

export interface GrowDeps {
  readonly runner: CommandRunner;
  readonly devices: BlockDevices;
}

export interface MountedOn {
  readonly device: string;
  readonly fsType: FsType;
  readonly mountPath: string;
}

/** Grows what is smaller than its device, and looks again: the tool's word is not the proof (hazard H10). */
export async function growFilesystem(
  deps: GrowDeps,
  mounted: MountedOn,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const before = await missing(deps, mounted, signal);
  if (!before.ok) return before;
  // format() leaves the last MiB out on purpose: that much is no reason to grow.
  if (before.value <= MIB) return settle(deps, mounted, signal);
  const command = growCommand(mounted);
  const grown = await runExpectingZero(deps.runner, command, signal);
  if (!grown.ok) return grown;
  const after = await missing(deps, mounted, signal);
  if (!after.ok) return after;
  if (after.value < before.value || after.value <= UNUSABLE_REST) return settle(deps, mounted, signal);
  const detail = `the file system still ends ${after.value.toString()} bytes before its device does`;
  return failed({ kind: 'tool-failed', tool: command.tool, exitCode: 0, detail });
}

/** Also when there was nothing to grow: an earlier call may have been cut off between the two steps. */
async function settle(
  deps: GrowDeps,
  mounted: MountedOn,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  if (mounted.fsType !== 'xfs') return ok(undefined);
  const size = await xfsUsed(deps, mounted, signal);
  return size.ok ? settleXfs(deps.runner, { ...mounted, size: size.value }, signal) : size;
}

function growCommand({ device, fsType, mountPath }: MountedOn): Command {
  const run = { deadlineMs: GROW_MS, class: 'mkfs', survivesCancelAs: `grow ${device}` } as const;
  return fsType === 'xfs'
    ? { ...run, tool: 'xfs_growfs', args: [mountPath] }
    : { ...run, tool: 'resize2fs', args: [device] };
}

/** Bytes of the device that the file system does not use yet. */
async function missing(
  deps: GrowDeps,
  mounted: MountedOn,
  signal: CancelSignal,
): Promise<Result<bigint, Problem>> {
  const size = await deps.devices.sizeOfPath(mounted.device, signal);
  if (!size.ok) return size;
  const used = await (mounted.fsType === 'xfs' ? xfsUsed : extUsed)(deps, mounted, signal);
  if (!used.ok) return used;
  return ok(used.value >= size.value ? 0n : size.value - used.value);
}

/** resize2fs has the journal written out when it is done, so the superblock on the disk is the truth. */
async function extUsed(
  { runner }: GrowDeps,
  { device, fsType }: MountedOn,
  signal: CancelSignal,
): Promise<Result<bigint, Problem>> {
  const head = await readRegion(runner, { device, offset: 0n, length: SUPERBLOCK_BYTES }, signal);
  if (!head.ok) return head;
  const used = extSize(head.value);
  if (used !== undefined) return ok(used);
  return failed({ kind: 'filesystem-differs', device, wanted: fsType, found: 'no superblock of that type' });
}

/** xfs keeps a new size in its log for a while, on Linux 6.18 until the unmount: only the mount knows it. */
async function xfsUsed(
  { runner }: GrowDeps,
  { mountPath }: MountedOn,
  signal: CancelSignal,
): Promise<Result<bigint, Problem>> {
  const command: Command = {
    tool: 'xfs_growfs',
    args: ['-n', mountPath],
    deadlineMs: GROW_MS,
    class: 'mkfs',
  };
  const output = await runExpectingZero(runner, command, signal);
  if (!output.ok) return output;
  const used = parseDataSize(stdoutText(output.value));
  return used === undefined ? failed(unexpectedExit(command, output.value)) : ok(used);
}
