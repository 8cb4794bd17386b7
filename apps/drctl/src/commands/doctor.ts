import type { Command } from 'commander';
import type { DoctorOptions } from '../actions/doctor.js';
import type { GatherOptions } from '../actions/gather.js';
import type { Workbench } from '../workbench.js';
import { withCommon, withDirection } from './options.js';

const TIMEOUT_S = 60;

export function registerDoctor(program: Command, bench: Workbench): void {
  withDirection(withCommon(program.command('doctor [group]'), TIMEOUT_S))
    .description('examine both clusters and the storage, and with a group what it needs; reads only')
    .action(async (group: string | undefined, options: DoctorOptions) => {
      const { runDoctor } = await import('../actions/doctor.js');
      bench.finish(await runDoctor(bench, group, options));
    });
  withDirection(withCommon(program.command('gather <group>'), TIMEOUT_S))
    .description('collect what support needs into a new directory, without secrets')
    .requiredOption('--into <directory>', 'made anew')
    .action(async (group: string, options: GatherOptions) => {
      const { runGather } = await import('../actions/gather.js');
      bench.finish(await runGather(bench, group, options));
    });
}
