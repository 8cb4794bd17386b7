import { illegalMove, legalExits, type MoveState, type MoveVerb } from '@twinsite/domain';
import type { MoveOptions } from '../moves/move-context.js';
import { carryOn, type CarriedOn, type MoveOrder } from '../moves/carry-on.js';
import { isMoveOf, knownMoves, openOf } from '../moves/known-moves.js';
import { readCopies } from '../moves/read-copies.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { moveAnswer } from '../render/move-report.js';
import { print } from '../render/print.js';
import type { OpenArrays, Workbench } from '../workbench.js';
import { onArrays } from './on-arrays.js';
import { onGroup, type GroupSession } from './session.js';
import { stop } from './stop.js';

/** `drctl failover GROUP`, `drctl relocate GROUP`: the group runs on the other cluster, and nowhere else. */
export const runMoveCommand = (
  bench: Workbench,
  group: string,
  { verb, ...options }: MoveOptions & { readonly verb: MoveVerb },
): Promise<ExitCode> =>
  onGroup(bench, { ...options, group }, (session) =>
    onArrays(bench, session, (arrays) => move(bench, session, { verb, options, arrays })),
  );

interface Order {
  readonly verb: MoveVerb;
  readonly options: MoveOptions;
  readonly arrays: OpenArrays;
}

async function move(bench: Workbench, session: GroupSession, order: Order): Promise<ExitCode> {
  const { terminal } = bench;
  const { verb, options } = order;
  const open = await openMove(bench, session);
  if (typeof open === 'number') return open;
  if (open !== undefined && !isMoveOf(open, verb, session)) return refuse(bench, open, verb);
  if (open === undefined && !(await isConfirmed(bench, session, { verb, yes: options.yes })))
    return EXIT.refused;
  const attest = open?.phase === 'fence-failed' ? options.attest : undefined;
  const first: Pick<MoveOrder, 'first'> =
    attest === undefined ? {} : { first: { type: 'attest', who: attest } };
  if (attest !== undefined)
    terminal.err(`UNVERIFIED: that the source cannot write rests on ${JSON.stringify(attest)}`);
  return carryOut(bench, { ...order, ...first, session });
}

/** The move of the group that has not ended, whoever began it; or the exit code of why it is not known. */
export async function openMove(
  { terminal }: Workbench,
  session: GroupSession,
): Promise<MoveState | undefined | ExitCode> {
  const { copies } = await readCopies(session);
  const moves = await knownMoves(session.config.state, session.group.name, copies);
  return moves.ok ? openOf(moves.value)?.state : stop(terminal, [moves.problem]);
}

/** Another move is under way: which, and what may be done with it. */
export function refuse(bench: Workbench, open: MoveState, command: string): ExitCode {
  const code = stop(bench.terminal, [illegalMove(open, command)]);
  tellExits(bench, open);
  return code;
}

export async function isConfirmed(
  { terminal }: Workbench,
  { group, source, target }: GroupSession,
  { verb, yes }: { readonly verb: string; readonly yes: boolean },
): Promise<boolean> {
  if (yes) return true;
  const question = `This takes group ${group.name} from cluster ${source.settings.id} (${verb}) and starts it on ${target.settings.id}. Type the group’s name: `;
  if ((await terminal.ask(question)) === group.name) return true;
  terminal.err(`refused: the ${verb} was not confirmed; type the group’s name, or say --yes`);
  return false;
}

/** Carries on, prints how it went, and says what may be done next. */
export async function carryOut(bench: Workbench, order: MoveOrder): Promise<ExitCode> {
  const { terminal } = bench;
  const done = await carryOn(bench, order);
  if (!done.ok) return stop(terminal, [done.problem]);
  const { operation, state, records, problem } = done.value;
  if (operation.resumedAfter > 0)
    terminal.err(`operation ${operation.id} was cut off or stopped before; it went on`);
  print(terminal, order.options.output, moveAnswer(operation.id, state, records));
  const code = problem === undefined ? EXIT.ok : stop(terminal, [problem]);
  tellEnd(bench, done.value);
  tellExits(bench, state);
  return code;
}

function tellEnd({ terminal }: Workbench, { state, records }: CarriedOn): void {
  const { group, from, to, verb } = state;
  const begun = records.some(({ entry }) => entry.type === 'fact' && entry.fact.type === 'fence-begun');
  const ends: Readonly<Partial<Record<MoveState['phase'], string>>> = {
    active: `group ${group} runs on cluster ${to}, and ${from} cannot write its volumes`,
    'rolled-back': `the ${verb} was taken back: group ${group} runs on cluster ${from} as before`,
    aborted: begun
      ? `the ${verb} was taken back: group ${group} belongs to cluster ${from} again`
      : `the ${verb} has ended before anything was changed`,
  };
  terminal.err(ends[state.phase] ?? `the ${verb} of group ${group} stands at: ${state.phase}`);
  if (state.fence === 'attested') terminal.err('UNVERIFIED: the fence rests on somebody’s word');
}

export function tellExits({ terminal }: Workbench, state: MoveState): void {
  for (const { command, does } of legalExits(state)) terminal.err(`next: ${command}   (${does})`);
}
