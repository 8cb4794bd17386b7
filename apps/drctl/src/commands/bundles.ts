import type { Command } from 'commander';
import type { BackupOptions } from '../actions/backup.js';
import type { VerifyOptions } from '../actions/verify.js';
import type { Workbench } from '../workbench.js';
import { parseSeconds, withCommon, withDirection } from './options.js';

export function registerBundles(program: Command, bench: Workbench): void {
  withDirection(withCommon(program.command('backup <group>'), 300))
    .description('keep the group as it is now as a sealed bundle in the store')
    .action(async (group: string, options: BackupOptions) => {
      const { runBackup } = await import('../actions/backup.js');
      bench.finish(await runBackup(bench, group, options));
    });
  withCommon(program.command('verify [bundle]'), 300)
    .description('prove a bundle, a directory or a tar or the newest of a group, without any cluster')
    .option('-g, --group <group>', 'of this group; without BUNDLE the newest one of the store')
    .option('--max-age <seconds>', 'an older bundle is a problem', parseSeconds)
    .option('--accept-older', 'a bundle older than the newest of the store will do', false)
    .action(async (bundle: string | undefined, options: VerifyOptions) => {
      const { runVerify } = await import('../actions/verify.js');
      bench.finish(await runVerify(bench, bundle, options));
    });
}
