import { describeProblem, isEnded, legalExits, readGroupOwner, type MoveState } from '@twinsite/domain';
import { systemClock } from '@twinsite/xms-adapter';
import { knownMoves, type KnownMove } from '../moves/known-moves.js';
import { readCopies } from '../moves/read-copies.js';
import type { CommonOptions, DirectionOptions } from '../commands/options.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { columns } from '../render/columns.js';
import { print } from '../render/print.js';
import type { OpenArrays, Workbench } from '../workbench.js';
import { findBundle } from './find-bundle.js';
import { limitedSignal } from './limited-signal.js';
import { onArrays } from './on-arrays.js';
import { onGroup, type GroupSession } from './session.js';
import { stop } from './stop.js';
import { openStore } from './store.js';

export interface StatusOptions extends CommonOptions, DirectionOptions {
  readonly watch: boolean;
}

/** How long one party may think, ms: the other site may be dark. */
const ASK_MS = 5000;
const WATCH_MS = 2000;

/** `drctl status GROUP`: who owns it, what is under way, what may be done. Needs neither site to be there. */
export const runStatus = (bench: Workbench, group: string, options: StatusOptions): Promise<ExitCode> =>
  onGroup(bench, { ...options, group }, (session) =>
    onArrays(bench, session, async (arrays) => {
      const isOver = (): boolean => session.signal.aborted;
      for (;;) {
        const code = await tell(bench, session, { arrays, options });
        if (!options.watch || code !== EXIT.ok) return code;
        await systemClock.sleep(WATCH_MS, session.signal);
        if (isOver()) return EXIT.interrupted;
      }
    }),
  );

interface Asked {
  readonly arrays: OpenArrays;
  readonly options: StatusOptions;
}

async function tell(
  { terminal }: Workbench,
  session: GroupSession,
  { arrays, options }: Asked,
): Promise<ExitCode> {
  const { config, group, source, target } = session;
  const { copies, silent } = await readCopies(session);
  const moves = await knownMoves(config.state, group.name, copies);
  if (!moves.ok) return stop(terminal, [moves.problem]);
  const seen = {
    owners: await ownersOf(session, arrays),
    clusters: [source, target].map(({ settings: { id } }) => ({ id, answers: !silent.includes(id) })),
    bundle: await newestBundle(session),
    last: moves.value[0],
  };
  print(terminal, options.output, {
    table: () => tableOf(seen),
    names: () => [group.name],
    data: {
      group: group.name,
      ...seen,
      last: dataOf(seen.last),
      next: seen.last && exitsOf(seen.last.state),
    },
  });
  for (const line of exitsOf(seen.last?.state)) terminal.err(`next: ${line}`);
  return EXIT.ok;
}

interface Owner {
  readonly array: string;
  /** Undefined: nobody, or `unknown` says why it cannot be told. */
  readonly owner?: string;
  readonly epoch?: number | undefined;
  readonly unknown?: string;
}

interface Seen {
  readonly owners: readonly Owner[];
  readonly clusters: readonly { readonly id: string; readonly answers: boolean }[];
  readonly bundle: { readonly counter: number; readonly place: string } | undefined;
  readonly last: KnownMove | undefined;
}

const tableOf = ({ owners, clusters, bundle, last }: Seen): string =>
  columns(
    ['WHAT', 'HOW IT STANDS'],
    [
      ...owners.map((one) => ['owner', ownerWords(one)]),
      ...clusters.map(({ id, answers }) => [`cluster ${id}`, answers ? 'answers' : 'does not answer']),
      ['newest bundle', bundle === undefined ? 'none' : `${bundle.counter} at ${bundle.place}`],
      ['last move', last === undefined ? 'none' : wordsOf(last)],
    ],
  );

const ownerWords = ({ array, owner, epoch, unknown }: Owner): string => {
  if (unknown !== undefined) return `unknown: ${unknown}`;
  return owner === undefined
    ? `nobody, by array ${array}`
    : `${owner}, epoch ${epoch ?? 0}, by array ${array}`;
};

const wordsOf = ({ id, state: { verb, from, to, phase, fence } }: KnownMove): string =>
  `${verb} from ${from} to ${to}: ${phase}${fence === 'attested' ? ' (fence UNVERIFIED)' : ''}, ${id}`;

const dataOf = (move: KnownMove | undefined) =>
  move && { operation: move.id, ...move.state, ended: isEnded(move.state) };

const exitsOf = (state: MoveState | undefined): readonly string[] =>
  state === undefined ? [] : legalExits(state).map(({ command, does }) => `${command}   (${does})`);

/** Who owns it by each array; an array that does not tell says why. */
async function ownersOf({ group, signal }: GroupSession, arrays: OpenArrays): Promise<Seen['owners']> {
  const asked = arrays.listed().map(async (array): Promise<Owner> => {
    const read = await readGroupOwner([array], group.name, limitedSignal([signal], ASK_MS));
    if (!read.ok) return { array: array.name, unknown: describeProblem(read.problem) };
    const { owner, epoch } = read.value[0]?.current ?? {};
    return owner === undefined ? { array: array.name } : { array: array.name, owner, epoch };
  });
  return Promise.all(asked);
}

async function newestBundle({ config, group, signal }: GroupSession): Promise<Seen['bundle']> {
  const store = config.store === undefined ? undefined : await openStore(config.store);
  if (store?.ok !== true) return undefined;
  const found = await findBundle(
    store.value,
    { path: undefined, group: group.name },
    limitedSignal([signal], ASK_MS),
  );
  if (!found.ok || found.value.newest === undefined) return undefined;
  return { counter: found.value.newest, place: found.value.place };
}
