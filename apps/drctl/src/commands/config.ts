import type { Command } from 'commander';
import type { Workbench } from '../workbench.js';
import type { ConfigOptions } from '../actions/config.js';
import { configOption, outputOption } from './options.js';

export function registerConfig(program: Command, bench: Workbench): void {
  const config = program.command('config').description('look at drctl.yaml');
  config
    .command('check')
    .description('tell everything that is wrong with it, with line, field and remedy')
    .addOption(configOption())
    .action(async (options: ConfigOptions) => {
      const { runConfigCheck } = await import('../actions/config.js');
      bench.finish(await runConfigCheck(bench, options));
    });
  config
    .command('view')
    .description('show it as it was understood, defaults included; never a secret')
    .addOption(configOption())
    .addOption(outputOption('table', 'json', 'yaml', 'name'))
    .action(async (options: ConfigOptions) => {
      const { runConfigView } = await import('../actions/config.js');
      bench.finish(runConfigView(bench, options));
    });
}
