import { Option, type Command } from 'commander';
import type { SitesOptions } from '../actions/sites.js';
import type { Workbench } from '../workbench.js';
import { configOption, parseSeconds } from './options.js';

export function registerSites(program: Command, bench: Workbench): void {
  program
    .command('sites')
    .description('hosts, monitor quorum, pools, gateways and access paths of the storage, by site')
    .addOption(configOption())
    .addOption(
      new Option('-o, --output <format>', 'how to print').choices(['table', 'json']).default('table'),
    )
    .option('--timeout <seconds>', 'give up after this time', parseSeconds, 30)
    .action(async (options: SitesOptions) => {
      const { runSites } = await import('../actions/sites.js');
      bench.finish(await runSites(bench, options));
    });
}
