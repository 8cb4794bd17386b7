import { timelineOf } from '@twinsite/domain';
import { knownMoves, type KnownMove } from '../moves/known-moves.js';
import { readLostChanges, type LostChanges } from '../moves/lost-changes.js';
import type { CommonOptions } from '../commands/options.js';
import { readDrctlConfig } from '../config/read-config.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { columns } from '../render/columns.js';
import { moveAnswer } from '../render/move-report.js';
import { moveHtml } from '../render/move-html.js';
import { print } from '../render/print.js';
import type { Workbench } from '../workbench.js';
import { stop, stopForConfig } from './stop.js';

export interface ReportOptions extends CommonOptions {
  readonly html?: string;
}

/** `drctl history GROUP`: the moves that this host knows of, the newest first. Asks nobody. */
export async function runHistory(bench: Workbench, group: string, options: CommonOptions): Promise<ExitCode> {
  const moves = await movesOf(bench, group, options);
  if (typeof moves === 'number') return moves;
  print(bench.terminal, options.output, {
    table: () =>
      columns(
        ['OPERATION', 'WHAT', 'STANDS AT', 'FENCE', 'RTO'],
        moves.map((move) => {
          const { verb, from, to, phase, fence } = move.state;
          const { rtoMs } = timelineOf(move.records);
          return [
            move.id,
            `${verb} ${from} to ${to}`,
            phase,
            fence,
            rtoMs === undefined ? '-' : `${rtoMs} ms`,
          ];
        }),
      ),
    names: () => moves.map(({ id }) => id),
    data: moves.map(({ id, state, records }) => ({ operation: id, ...state, timeline: timelineOf(records) })),
  });
  return EXIT.ok;
}

/** `drctl report GROUP [OPERATION]`: how a move went, phase by phase; as one HTML page on request. */
export async function runReport(
  bench: Workbench,
  { group, operation }: { readonly group: string; readonly operation: string | undefined },
  options: ReportOptions,
): Promise<ExitCode> {
  const moves = await movesOf(bench, group, options);
  if (typeof moves === 'number') return moves;
  const move = operation === undefined ? moves[0] : moves.find(({ id }) => id === operation);
  if (move === undefined) return stop(bench.terminal, [{ kind: 'move-missing', group }]);
  const lost = await lostOf(bench, { group, options, operation: move.id });
  print(bench.terminal, options.output, moveAnswer(move.id, move.state, move.records, lost));
  if (options.html === undefined) return EXIT.ok;
  const { writeFile } = await import('node:fs/promises');
  await writeFile(options.html, moveHtml(move.id, move.state, timelineOf(move.records)), { mode: 0o600 });
  bench.terminal.err(`the report of ${move.id} is in ${options.html}`);
  return EXIT.ok;
}

async function lostOf(
  { env }: Workbench,
  about: { readonly group: string; readonly operation: string; readonly options: CommonOptions },
): Promise<LostChanges | undefined> {
  const config = readDrctlConfig(about.options.config, env);
  return config.ok ? readLostChanges(config.value.state, about.group, about.operation) : undefined;
}

async function movesOf(
  { terminal, env }: Workbench,
  group: string,
  { config: path }: CommonOptions,
): Promise<readonly KnownMove[] | ExitCode> {
  const config = readDrctlConfig(path, env);
  if (!config.ok) return stopForConfig(terminal, config.problem);
  if (!config.value.groups.some(({ name }) => name === group)) {
    const known = config.value.groups.map(({ name }) => name).join(', ');
    return stopForConfig(terminal, [
      {
        where: `${path}: groups`,
        value: JSON.stringify(group),
        remedy: `is not configured; known are ${known}`,
      },
    ]);
  }
  const moves = await knownMoves(config.value.state, group);
  return moves.ok ? moves.value : stop(terminal, [moves.problem]);
}
