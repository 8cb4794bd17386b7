import { Option, type Command } from 'commander';
import type { PlanOptions } from '../actions/plan.js';
import type { RestoreCommandOptions } from '../actions/restore.js';
import type { SyncOptions } from '../actions/sync.js';
import type { Workbench } from '../workbench.js';
import { parseSeconds, withCommon, withDirection, withProgress } from './options.js';

const HOUR_S = 3600;

export function registerRestore(program: Command, bench: Workbench): void {
  withBundle(withCommon(program.command('plan <group>'), HOUR_S))
    .description('tell what restore would do, checked by the server; changes nothing')
    .option('--out <file>', 'keep the plan for restore --plan')
    .option('--exit-code', 'end with 3 when there is anything to do', false)
    .action(async (group: string, options: PlanOptions) => {
      const { runPlanCommand } = await import('../actions/plan.js');
      bench.finish(await runPlanCommand(bench, group, options));
    });
  withBundle(withCommon(program.command('restore <group>'), HOUR_S))
    .description('make the group of a bundle on the other cluster, each claim bound to its own volume')
    .option('--plan <file>', 'only what this plan says, and only if nothing has changed since')
    .action(async (group: string, options: RestoreCommandOptions) => {
      const { runRestore } = await import('../actions/restore.js');
      bench.finish(await runRestore(bench, group, options));
    });
  withPatience(withDirection(withCommon(program.command('sync <group>'), HOUR_S)))
    .description('bring the store, and with --warm the standby cluster, to what the source is')
    .option('--warm', 'make everything on the other cluster already, bound, and started by nobody', false)
    .option('-w, --watch', 'go on, after every change', false)
    .option('--resync <seconds>', 'a full pass at least so often while watching', parseSeconds, 300)
    .action(async (group: string, options: SyncOptions) => {
      const { runSync } = await import('../actions/sync.js');
      bench.finish(await runSync(bench, group, options));
    });
}

const withPatience = (command: Command): Command =>
  withProgress(command)
    .addOption(
      new Option('--conflict <policy>', 'what is there with other values than the source’s')
        .choices(['fail', 'adopt', 'replace-metadata'])
        .default('fail'),
    )
    .option('--wait <seconds>', 'how long binding may take', parseSeconds, 600);

const withBundle = (command: Command): Command =>
  withPatience(withDirection(command))
    .option('--bundle <path>', 'a directory or a tar instead of the newest bundle of the store')
    .option('--counter <number>', 'this bundle of the store', parseSeconds)
    .option('--max-age <seconds>', 'refuse an older bundle', parseSeconds)
    .option('--accept-older', 'a bundle older than the newest of the store will do', false)
    .option('--accept-gaps', 'restore what is there where the source lacks something too', false)
    .option('--start', 'start the workloads, when the other cluster is proved to be at rest', false)
    .option(
      '--source-stopped <who>',
      'with --start: who has seen that the source is stopped, and how (unverified)',
    );
