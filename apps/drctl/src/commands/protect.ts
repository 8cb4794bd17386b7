import type { Command } from 'commander';
import type { ProtectOptions } from '../actions/protect.js';
import type { ReleaseOptions } from '../actions/release.js';
import type { Workbench } from '../workbench.js';
import { withCommon, withDirection } from './options.js';

const TIMEOUT_S = 300;

export function registerProtect(program: Command, bench: Workbench): void {
  withDirection(withCommon(program.command('protect <group>'), TIMEOUT_S))
    .description('find what belongs to a group, keep its volumes (Retain, read back), and back it up')
    .option('--no-backup', 'make no first bundle')
    .action(async (group: string, options: ProtectOptions) => {
      const { runProtect } = await import('../actions/protect.js');
      bench.finish(await runProtect(bench, group, options));
    });
  withDirection(withCommon(program.command('unprotect <group>'), TIMEOUT_S))
    .description('take the group’s marks away; its volumes stay Retain')
    .action(async (group: string, options: ReleaseOptions) => {
      const { runUnprotect } = await import('../actions/release.js');
      bench.finish(await runUnprotect(bench, group, options));
    });
  withDirection(withCommon(program.command('release <group>'), TIMEOUT_S))
    .description('give volumes their old reclaim policy back, when the other cluster holds none of them')
    .option('-y, --yes', 'do not ask for the group’s name', false)
    .action(async (group: string, options: ReleaseOptions) => {
      const { runRelease } = await import('../actions/release.js');
      bench.finish(await runRelease(bench, group, options));
    });
}
