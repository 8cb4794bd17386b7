import type { Command } from 'commander';
import type { VersionOptions } from '../actions/version.js';
import type { Workbench } from '../workbench.js';
import { configOption, outputOption, parseSeconds } from './options.js';

export function registerVersion(program: Command, bench: Workbench): void {
  program
    .command('version')
    .description('tell the version of drctl, and with --clusters those of both clusters')
    .option('--clusters', 'ask the clusters too', false)
    .addOption(configOption())
    .addOption(outputOption('table', 'json', 'yaml'))
    .option('--timeout <seconds>', 'give up after this time', parseSeconds, 30)
    .action(async (options: VersionOptions) => {
      const { runVersion } = await import('../actions/version.js');
      bench.finish(await runVersion(bench, options));
    });
}
