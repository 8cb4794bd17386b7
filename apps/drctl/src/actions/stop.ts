import { configProblemLines, describeProblem, type ConfigProblem, type Problem } from '@twinsite/domain';
import { EXIT, type ExitCode } from '../exit-codes.js';
import type { Terminal } from '../terminal.js';
import { exitOf } from './exit-of.js';

/** Says why a command ends here. A refusal says so: nothing was changed, and the text names the way on. */
export function stop(terminal: Terminal, problems: readonly Problem[]): ExitCode {
  const codes = problems.map(exitOf);
  const code = codes.find((one) => one === EXIT.refused) ?? codes[0] ?? EXIT.failed;
  for (const [index, problem] of problems.entries())
    terminal.err(`${codes[index] === EXIT.refused ? 'refused' : 'problem'}: ${describeProblem(problem)}`);
  return code;
}

export function stopForConfig(terminal: Terminal, problems: readonly ConfigProblem[]): ExitCode {
  terminal.err(`the configuration has problems:\n  ${configProblemLines(problems).join('\n  ')}`);
  return EXIT.usage;
}
