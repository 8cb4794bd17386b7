import { Option, type Command } from 'commander';
import type { MoveVerb } from '@twinsite/domain';
import type { ReportOptions } from '../actions/history.js';
import type { StatusOptions } from '../actions/status.js';
import type { MoveOptions } from '../moves/move-context.js';
import type { Workbench } from '../workbench.js';
import type { CommonOptions } from './options.js';
import { parseSeconds, parseTime, withCommon, withDirection, withHandOver, withProgress } from './options.js';

const HOUR_S = 3600;

export function registerMoves(program: Command, bench: Workbench): void {
  registerMove(program, bench, 'failover')
    .description('the other site is dark: fence it, and start the group here, from its newest bundle')
    .option('--force', 'although the source shows signs of life; the fence is proved all the same', false)
    .option(
      '--attest <who>',
      'after a fence that failed: who has seen the source powered off, and how (unverified)',
    )
    .option('--outage-at <time>', 'when the outage began, for the report: ISO 8601', parseTime)
    .option('--bundle <path>', 'a directory or a tar instead of the newest bundle of the store')
    .option('--max-age <seconds>', 'refuse an older bundle', parseSeconds);
  registerMove(program, bench, 'relocate').description(
    'both sites work: stop the group here, and start it there; taken back if anything fails before the hand-over',
  );
  withMove(program.command('abort <group>'))
    .description('end the move that is under way where it came from, while nothing has started on the target')
    .action(async (group: string, options: MoveOptions) => {
      const { runAbort } = await import('../actions/abort.js');
      bench.finish(await runAbort(bench, group, options));
    });
  withMove(program.command('reprotect <group>'))
    .description(
      'make the cluster that came back the standby of the group: stopped first, then what the group is now',
    )
    .action(async (group: string, options: MoveOptions) => {
      const { runReprotect } = await import('../actions/reprotect.js');
      bench.finish(await runReprotect(bench, group, options));
    });
  withMove(program.command('failback <group>'))
    .description(
      'take the group home in good order, to --to or the first cluster of drctl.yaml, which is made its standby first',
    )
    .action(async (group: string, options: MoveOptions) => {
      const { runFailback } = await import('../actions/failback.js');
      bench.finish(await runFailback(bench, group, options));
    });
  registerLooks(program, bench);
}

function registerMove(program: Command, bench: Workbench, verb: MoveVerb): Command {
  return withMove(program.command(`${verb} <group>`)).action(async (group: string, options: MoveOptions) => {
    const { runMoveCommand } = await import('../actions/move.js');
    bench.finish(await runMoveCommand(bench, group, { ...options, verb }));
  });
}

function registerLooks(program: Command, bench: Workbench): void {
  withDirection(withCommon(program.command('status <group>'), HOUR_S))
    .description('tell who owns the group, what is under way, and what may be done; needs neither site')
    .option('-w, --watch', 'go on telling', false)
    .action(async (group: string, options: StatusOptions) => {
      const { runStatus } = await import('../actions/status.js');
      bench.finish(await runStatus(bench, group, options));
    });
  withCommon(program.command('history <group>'), 60)
    .description('list the moves of the group that this host knows of')
    .action(async (group: string, options: CommonOptions) => {
      const { runHistory } = await import('../actions/history.js');
      bench.finish(await runHistory(bench, group, options));
    });
  withCommon(program.command('report <group> [operation]'), 60)
    .description('tell how a move went, phase by phase; the newest without OPERATION')
    .option('--html <file>', 'also as one HTML page with the timeline drawn')
    .action(async (group: string, operation: string | undefined, options: ReportOptions) => {
      const { runReport } = await import('../actions/history.js');
      bench.finish(await runReport(bench, { group, operation }, options));
    });
}

const withMove = (command: Command): Command =>
  withHandOver(withProgress(withDirection(withCommon(command, HOUR_S))))
    .option('--wait <seconds>', 'how long stopping, binding and starting may each take', parseSeconds, 600)
    .addOption(
      new Option('--conflict <policy>', 'what is on the target with other values than the bundle’s')
        .choices(['fail', 'adopt', 'replace-metadata'])
        .default('fail'),
    );
