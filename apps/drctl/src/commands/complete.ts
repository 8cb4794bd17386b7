import type { Command } from 'commander';
import type { Workbench } from '../workbench.js';

/** What shells and kubectl ask while somebody types: `drctl __complete -- restore sh`. */
export function registerComplete(program: Command, bench: Workbench): void {
  program
    .command('__complete', { hidden: true })
    .argument('[words...]')
    .allowUnknownOption()
    .helpOption(false)
    .action(async (words: readonly string[]) => {
      const { runComplete } = await import('../actions/complete.js');
      bench.finish(runComplete(bench, program, words));
    });
}
