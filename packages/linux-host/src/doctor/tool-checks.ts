import { describeProblem, type CancelSignal } from '@twinsite/domain';
import type { CommandOutput, CommandRunner } from '../command/command-runner.port.js';
import { fine, lacking, type Finding } from './finding.js';

export interface HostTool {
  readonly tool: string;
  readonly args: readonly string[];
  /** Missing it, only some volumes do not work. */
  readonly optional?: boolean;
}

const VERSION_MS = 5000;

/** Every tool is there and starts; its first line is the evidence, whatever it ends with. */
export function checkTools(
  runner: CommandRunner,
  tools: readonly HostTool[],
  signal: CancelSignal,
): Promise<readonly Finding[]> {
  return Promise.all(tools.map((tool) => checkTool(runner, tool, signal)));
}

async function checkTool(
  runner: CommandRunner,
  { tool, args, optional }: HostTool,
  signal: CancelSignal,
): Promise<Finding> {
  const output = await runner.run({ tool, args, deadlineMs: VERSION_MS }, signal);
  if (output.ok) return fine(tool, firstLine(output.value));
  const missing = output.problem.kind === 'tool-missing';
  const remedy = missing
    ? `install the package ${output.problem.package}`
    : `find out why \`${tool} ${args.join(' ')}\` does not end well`;
  return lacking(
    optional === true && missing ? 'warn' : 'problem',
    tool,
    describeProblem(output.problem),
    remedy,
  );
}

function firstLine({ stdout, stderr }: CommandOutput): string {
  const text = new TextDecoder().decode(stdout).trim() || stderr.trim();
  return text === '' ? 'it starts' : (text.split('\n')[0] ?? '');
}
