import type { Command } from 'commander';
import type { FenceOptions } from '../actions/fence.js';
import type { OwnOptions } from '../actions/own.js';
import type { OwnerOptions } from '../actions/owner.js';
import type { Workbench } from '../workbench.js';
import { withCommon, withDirection, withHandOver } from './options.js';

const TIMEOUT_S = 900;

export function registerOwnership(program: Command, bench: Workbench): void {
  withDirection(withCommon(program.command('own <group>'), TIMEOUT_S))
    .description(
      'note on the array that the cluster owns the group: drivers of other clusters refuse its volumes',
    )
    .action(async (group: string, options: OwnOptions) => {
      const { runOwn } = await import('../actions/own.js');
      bench.finish(await runOwn(bench, group, options));
    });
  withBundle(withDirection(withCommon(program.command('owner <group>'), TIMEOUT_S)))
    .description('tell who owns the group and who has its volumes, by the array alone; changes nothing')
    .action(async (group: string, options: OwnerOptions) => {
      const { runOwner } = await import('../actions/owner.js');
      bench.finish(await runOwner(bench, group, options));
    });
  withFence(program.command('fence [group]'))
    .description(
      'give the group to the other cluster and take its volumes from everybody else, proved at the array',
    )
    .option('--cluster <id>', 'instead of one group: every group that this cluster owns')
    .action(async (group: string | undefined, options: FenceOptions & { readonly cluster?: string }) => {
      const { fenceCommand } = await import('../actions/fence-cluster.js');
      bench.finish(await fenceCommand(bench, group, options));
    });
  withFence(program.command('unfence <group>'))
    .description('give the group back to the cluster --to that was fenced, once it is proved to be at rest')
    .action(async (group: string, options: FenceOptions) => {
      const { runUnfence } = await import('../actions/fence.js');
      bench.finish(await runUnfence(bench, group, options));
    });
}

const withBundle = (command: Command): Command =>
  command.option('--bundle <path>', 'a directory or a tar instead of the newest bundle of the store');

const withFence = (command: Command): Command =>
  withHandOver(withBundle(withDirection(withCommon(command, TIMEOUT_S))));
