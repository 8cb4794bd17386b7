import { failed, ok, type CancelSignal, type Problem, type Result } from '@twinsite/domain';
import type { Command, CommandRunner } from '../command/command-runner.port.js';
import { unexpectedExit } from '../command/expect-exit.js';
import { readRegion } from '../disk/dd.js';
import { SUPERBLOCK_BYTES, xfsSize } from './superblock.js';

const SETTLE_MS = 120_000;

export interface GrownXfs {
  readonly device: string;
  readonly mountPath: string;
  /** By the geometry of the mount. Unit: bytes. */
  readonly size: bigint;
}

/**
 * xfs keeps a new size in its log for up to half a minute. A node that dies meanwhile, or a snapshot of that moment,
 * leaves a file system that Linux before 6.13 cannot mount again ("Structure needs cleaning", seen on 6.1.176: the replay
 * meets blocks behind the old end). Freezing writes the log out and empties it; the superblock on the disk is the proof.
 */
export async function settleXfs(
  runner: CommandRunner,
  grown: GrownXfs,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const settled = await standsOnDisk(runner, grown, signal);
  if (!settled.ok || settled.value) return settled.ok ? ok(undefined) : settled;
  const command = freezeAndThaw(grown);
  const output = await runner.run(command, signal);
  if (!output.ok) return output;
  const after = await standsOnDisk(runner, grown, signal);
  if (!after.ok || after.value) return after.ok ? ok(undefined) : after;
  return failed(unexpectedExit(command, output.value));
}

/**
 * One process does both, so that nothing stays frozen between two children. Should it find the file system frozen by a
 * child that died in between, the freeze fails and the thaw sets it free all the same: then the next call settles it.
 */
function freezeAndThaw({ device, mountPath }: GrownXfs): Command {
  return {
    tool: 'xfs_io',
    args: ['-x', '-c', 'syncfs', '-c', 'freeze', '-c', 'thaw', mountPath],
    deadlineMs: SETTLE_MS,
    class: 'mkfs',
    survivesCancelAs: `settle ${device}`,
  };
}

async function standsOnDisk(
  runner: CommandRunner,
  { device, size }: GrownXfs,
  signal: CancelSignal,
): Promise<Result<boolean, Problem>> {
  const head = await readRegion(runner, { device, offset: 0n, length: SUPERBLOCK_BYTES }, signal);
  return head.ok ? ok(xfsSize(head.value) === size) : head;
}
