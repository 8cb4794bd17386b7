import type { Command } from 'commander';
import type { DrillOptions } from '../drill/drill-context.js';
import type { Workbench } from '../workbench.js';
import { parseSeconds, withCommon, withDirection, withProgress } from './options.js';

const HOUR_S = 3600;

export function registerDrill(program: Command, bench: Workbench): void {
  withProgress(withDirection(withCommon(program.command('drill <group>'), HOUR_S)))
    .description(
      'run the group on the other cluster on copies of its volumes, in namespaces that nobody reaches, and take it away again',
    )
    .option('--bundle <path>', 'a directory or a tar instead of the newest bundle of the store')
    .option('--max-age <seconds>', 'refuse an older bundle', parseSeconds)
    .option('--ttl <seconds>', 'how long it stays after its pods are ready', parseSeconds)
    .option('--wait <seconds>', 'how long binding, starting and ending may each take', parseSeconds, 600)
    .option('--without-nfs', 'file volumes and what mounts them have no part in it', false)
    .option('--end', 'take away the drill that is there, and make none', false)
    .action(async (group: string, options: DrillOptions) => {
      const { runDrill } = await import('../drill/drill.js');
      bench.finish(await runDrill(bench, group, options));
    });
}
