import { Option, type Command } from 'commander';
import type { InitOptions } from '../actions/init.js';
import type { Workbench } from '../workbench.js';
import { configOption } from './options.js';

const collected = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];

export function registerInit(program: Command, bench: Workbench): void {
  program
    .command('init')
    .description('write a commented drctl.yaml from flags, and ask for what is missing')
    .addOption(configOption())
    .option('--cluster <id=kubeconfig[@context]>', 'one of the two clusters; twice, site a first', collected)
    .option('--group <name=namespace,...>', 'an application; as often as there are any', collected)
    .addOption(new Option('--store <directory>', 'where bundles are kept'))
    .option('--generate-keys', 'make an age identity and an Ed25519 key beside the file', false)
    .option('-f, --force', 'replace a file that is there', false)
    .action(async (options: InitOptions) => {
      const { runInit } = await import('../actions/init.js');
      bench.finish(await runInit(bench, options));
    });
}
