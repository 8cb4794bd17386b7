import { Argument, type Command } from 'commander';
import type { Workbench } from '../workbench.js';
import { EXIT } from '../exit-codes.js';

export function registerCompletion(program: Command, bench: Workbench): void {
  program
    .command('completion')
    .description('print what makes a shell complete commands, options and groups')
    .addArgument(new Argument('<shell>').choices(['bash', 'zsh', 'fish']))
    .addHelpText('after', '\nbash: source <(drctl completion bash)')
    .action(async (shell: 'bash' | 'zsh' | 'fish') => {
      const { completionScript } = await import('../actions/completion.js');
      bench.terminal.out(completionScript(program, shell));
      bench.finish(EXIT.ok);
    });
  program
    .command('__complete', { hidden: true })
    .argument('[words...]')
    .allowUnknownOption()
    .action(async (words: readonly string[]) => {
      const [{ candidates }, { groupNames }] = await Promise.all([
        import('../actions/completion.js'),
        import('../actions/group-names.js'),
      ]);
      for (const word of candidates(program, words, groupNames(bench.env))) bench.terminal.out(word);
      // Of cobra, as kubectl reads it: no file names.
      bench.terminal.out(':4');
      bench.finish(EXIT.ok);
    });
  program.command('__groups', { hidden: true }).action(async () => {
    const { groupNames } = await import('../actions/group-names.js');
    for (const name of groupNames(bench.env)) bench.terminal.out(name);
    bench.finish(EXIT.ok);
  });
}
