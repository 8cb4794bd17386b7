import { failed, ok, type CancelSignal, type FsType, type Problem, type Result } from '@twinsite/domain';
import type { Command, CommandRunner } from '../command/command-runner.port.js';
import { runExpectingZero, stdoutText, unexpectedExit } from '../command/expect-exit.js';
import { readRegion } from '../disk/dd.js';
import { extDirt, extSize, SUPERBLOCK_BYTES } from './superblock.js';
import { parseLogState } from './xfs-output.js';

const LOGPRINT_MS = 60_000;

/** Whether a file system can be mounted as it is, told from the disk by reading alone. */
export async function proveClean(
  runner: CommandRunner,
  device: string,
  fsType: FsType,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const dirt = await (fsType === 'xfs' ? xfsDirt : readExtDirt)(runner, device, signal);
  if (!dirt.ok) return dirt;
  return dirt.value === undefined
    ? ok(undefined)
    : failed({ kind: 'filesystem-dirty', device, found: dirt.value });
}

type Dirt = Promise<Result<string | undefined, Problem>>;

async function readExtDirt(runner: CommandRunner, device: string, signal: CancelSignal): Dirt {
  const head = await readRegion(runner, { device, offset: 0n, length: SUPERBLOCK_BYTES }, signal);
  if (!head.ok) return head;
  if (extSize(head.value) !== undefined) return ok(extDirt(head.value));
  return failed({ kind: 'filesystem-differs', device, wanted: 'ext', found: 'no superblock of that type' });
}

/** xfs_logprint prints all that stands in a dirty log; whether it is dirty stands in its first lines. */
async function xfsDirt(runner: CommandRunner, device: string, signal: CancelSignal): Dirt {
  const command: Command = {
    tool: 'xfs_logprint',
    args: ['-t', device],
    deadlineMs: LOGPRINT_MS,
    headSuffices: true,
  };
  const output = await runExpectingZero(runner, command, signal);
  if (!output.ok) return output;
  const state = parseLogState(stdoutText(output.value));
  if (state === undefined) return failed(unexpectedExit(command, output.value));
  return ok(state === 'clean' ? undefined : 'its log has not been replayed');
}
