import { failed, ok, type CancelSignal, type Problem, type Result } from '@twinsite/domain';
import type { Command, CommandOutput, CommandRunner } from './command-runner.port.js';
import { labelOf, redact } from './redact.js';

/** The failure of a command that ended with an exit code the caller did not expect. */
export function unexpectedExit(command: Command, { exitCode, stdout, stderr }: CommandOutput): Problem {
  const text = stderr.trim() === '' ? new TextDecoder().decode(stdout.subarray(0, 600)) : stderr;
  const detail = redact(command, text)
    .trim()
    .replaceAll(/\s*\n\s*/g, '; ')
    .slice(0, 400);
  return {
    kind: 'tool-failed',
    tool: labelOf(command),
    exitCode,
    detail: detail === '' ? 'no message' : detail,
  };
}

/** Runs a command whose only good exit code is 0. */
export async function runExpectingZero(
  runner: CommandRunner,
  command: Command,
  signal: CancelSignal,
): Promise<Result<CommandOutput, Problem>> {
  const output = await runner.run(command, signal);
  if (!output.ok || output.value.exitCode === 0) return output.ok ? ok(output.value) : output;
  return failed(unexpectedExit(command, output.value));
}

export const stdoutText = (output: CommandOutput): string => new TextDecoder().decode(output.stdout);
