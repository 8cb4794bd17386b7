import { failed, ok, type CancelSignal, type Problem, type Result } from '@twinsite/domain';
import type { Command, CommandRunner } from '../command/command-runner.port.js';
import { runExpectingZero } from '../command/expect-exit.js';

export interface Region {
  readonly device: string;
  readonly offset: bigint;
  readonly length: number;
}

/** Where the device is read and written in one piece; O_DIRECT needs multiples of the disk's block size. */
const IO_MS = 15_000;

/** Reads past every cache (O_DIRECT), all of the region or a problem. */
export async function readRegion(
  runner: CommandRunner,
  region: Region,
  signal: CancelSignal,
): Promise<Result<Uint8Array, Problem>> {
  const { device, offset, length } = region;
  const command: Command = {
    tool: 'dd',
    args: [
      `if=${device}`,
      `bs=${length}`,
      'count=1',
      `skip=${offset.toString()}`,
      'iflag=direct,fullblock,skip_bytes',
      'status=none',
    ],
    deadlineMs: IO_MS,
    label: `dd reading ${device} at ${offset.toString()}`,
  };
  const output = await runExpectingZero(runner, command, signal);
  if (!output.ok) return output;
  if (output.value.stdout.length === length) return ok(output.value.stdout);
  const detail = `read ${output.value.stdout.length} of ${length} bytes`;
  return failed({ kind: 'tool-failed', tool: command.label ?? 'dd', exitCode: 0, detail });
}

/** Writes past every cache and syncs the device before it returns. */
export async function writeRegion(
  runner: CommandRunner,
  target: { readonly device: string; readonly offset: bigint; readonly bytes: Uint8Array },
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const { device, offset, bytes } = target;
  const command: Command = {
    tool: 'dd',
    args: [
      `of=${device}`,
      `bs=${bytes.length}`,
      'count=1',
      `seek=${offset.toString()}`,
      'iflag=fullblock',
      'oflag=direct,seek_bytes',
      'conv=notrunc,fsync',
      'status=none',
    ],
    input: bytes,
    deadlineMs: IO_MS,
    label: `dd writing ${device} at ${offset.toString()}`,
  };
  const output = await runExpectingZero(runner, command, signal);
  return output.ok ? ok(undefined) : output;
}
