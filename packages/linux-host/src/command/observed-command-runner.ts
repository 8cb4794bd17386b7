import type { CancelSignal, Problem, Result } from '@twinsite/domain';
import type { Command, CommandOutput, CommandRunner } from './command-runner.port.js';
import { labelOf } from './redact.js';

/** One run of a host tool, for logs. `outcome` is the exit code, or the kind of the problem. */
export interface ObservedRun {
  readonly tool: string;
  readonly label: string;
  readonly outcome: number | string;
  readonly elapsedMs: number;
}

/** Tells somebody about every run and changes nothing. */
export class ObservedCommandRunner implements CommandRunner {
  private readonly runner: CommandRunner;
  private readonly onRun: (run: ObservedRun) => void;

  constructor(runner: CommandRunner, onRun: (run: ObservedRun) => void) {
    this.runner = runner;
    this.onRun = onRun;
  }

  async run(command: Command, signal: CancelSignal): Promise<Result<CommandOutput, Problem>> {
    const begun = performance.now();
    const result = await this.runner.run(command, signal);
    const elapsedMs = Math.round(performance.now() - begun);
    const outcome = result.ok ? result.value.exitCode : result.problem.kind;
    this.onRun({ tool: command.tool, label: labelOf(command), outcome, elapsedMs });
    return result;
  }
}
