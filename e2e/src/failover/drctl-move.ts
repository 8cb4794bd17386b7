import { sayOnStderr as say, timed } from '@twinsite/lab';
import type { DrctlRun } from '../drctl/drctl-program.js';
import { SHOP } from '../dr-restore/shop.js';
import { lastLine, type World } from './world.js';

const HOW = ['--yes', '--wait', '240', '--progress', 'none'] as const;
const FAILED = 1;
const REFUSED = 5;
const TRIES = 4;

/** How a move went, by drctl's own report. */
export interface Moved {
  readonly begunAt: number;
  readonly ms: number;
  /** How often it was asked for. */
  readonly tries: number;
  /** When the fence was proved; wall clock, ms. */
  readonly fencedAt: number;
  readonly fenceMs: number | undefined;
  readonly drainMs: number | undefined;
  readonly phases: Readonly<Record<string, number>>;
}

interface Told {
  readonly timeline: Pick<Moved, 'fenceMs' | 'drainMs'> & {
    readonly phases: readonly { readonly name: string; readonly at: string; readonly ms: number }[];
  };
}

/** A move that has to end well; an array that does not answer in time is asked again, as its message says. */
export async function moved(world: World, ...words: readonly string[]): Promise<Moved> {
  const begunAt = Date.now();
  const command = `drctl ${words.join(' ')}`;
  let tries = 1;
  let ran = await run(world, words);
  for (; ran.code === FAILED && tries < TRIES; tries += 1) {
    world.report.note(`${command} is repeated: ${problemOf(ran.err)}`);
    ran = await run(world, words);
  }
  const ms = Date.now() - begunAt;
  world.report.check(`${command} ends well`, ran.code === 0, ran.code === 0 ? lastLine(ran.err) : ran.err);
  if (ran.code !== 0) throw new Error(`${command} ended with ${String(ran.code)}: ${problemOf(ran.err)}`);
  const { timeline } = JSON.parse((await world.operator.must('report', SHOP, '-o', 'json')).out) as Told;
  const fence = timeline.phases.find(({ name }) => name === 'fence');
  return {
    ...{ begunAt, ms, tries, fencedAt: Date.parse(fence?.at ?? '') },
    ...{ fenceMs: timeline.fenceMs, drainMs: timeline.drainMs },
    phases: Object.fromEntries(timeline.phases.map((phase) => [phase.name, phase.ms])),
  };
}

const problemOf = (text: string): string =>
  text.split('\n').find((line) => line.startsWith('problem:')) ?? lastLine(text);

function run({ operator }: World, words: readonly string[]): Promise<DrctlRun> {
  const [verb = '', ...others] = words;
  return timed(say, `drctl ${words.join(' ')}`, () => operator.run(verb, SHOP, ...HOW, ...others));
}

/** A move that has to be refused for the data's sake, with these words; the line that has them. */
export const refused = (world: World, words: readonly string[], why: RegExp): Promise<string> =>
  ended(world, words, { why, isRight: (code) => code === REFUSED });

/** A move that cannot be done, and says so. */
export const failed = (world: World, words: readonly string[], why: RegExp): Promise<string> =>
  ended(world, words, { why, isRight: (code) => code !== 0 && code !== null });

interface Wanted {
  readonly why: RegExp;
  readonly isRight: (code: number | null) => boolean;
}

async function ended(world: World, words: readonly string[], { why, isRight }: Wanted): Promise<string> {
  const command = `drctl ${words.join(' ')}`;
  const ran = await run(world, words);
  const said = ran.err.split('\n').findLast((line) => why.test(line));
  const seen = `exit ${String(ran.code)}, ${said ?? ran.err.trim()}`;
  world.report.check(`${command} is not done`, isRight(ran.code) && said !== undefined, seen);
  return said ?? lastLine(ran.err);
}
