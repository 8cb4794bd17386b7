import { clusterKinds } from '@twinsite/k8s-dr-adapter/testing';
import type { Operator, Ran } from '../recovery/operator.js';
import { until } from '../story/until.js';
import { ChaosWorld } from './chaos-world.js';
import { FAULTS } from './faults.js';
import { violationsOf, type Violation } from './reigns.js';
import { Rng } from './rng.js';

export interface RunResult {
  readonly seed: number;
  readonly violations: readonly Violation[];
  /** What was done, in order: what a person needs to understand a violation. */
  readonly story: readonly string[];
  readonly writes: number;
  /** Moves that came to their end. */
  readonly moved: number;
}

const HOW = ['--yes', '--settle', '1', '--wait', '6', '--timeout', '20', '--progress', 'none'];
const SETTINGS = { volumes: 2, commandMs: 250 };
const ACTS = 3;
const READY_MS = 60_000;
const REST_MS = 300;

/** One story that a seed decides: faults, commands of two operators, interrupts, and everything healed at the end. */
export async function oneRun(seed: number): Promise<RunResult> {
  const rng = new Rng(seed);
  const pace = new Rng(~seed);
  const story: string[] = [];
  const world = await ChaosWorld.start({ ...SETTINGS, random: () => pace.next() }, (line) =>
    story.push(`  ${line}`),
  );
  try {
    const [first] = world.operators;
    await until('the bank works', () => attached(world) === 2, READY_MS);
    for (const words of [['protect'], ['own'], ['sync', '--warm']] as const)
      await first.must(words[0], 'bank', ...words.slice(1));
    let moved = 0;
    for (let act = 0; act < ACTS; act += 1) moved += await oneAct(world, rng, story);
    await pause(REST_MS);
    const violations = await violationsOf(world);
    const writes = world.simulator.memory?.writeLog.entries().length ?? 0;
    return { seed, violations, story, writes, moved };
  } finally {
    await world.stop();
  }
}

async function oneAct(world: ChaosWorld, rng: Rng, story: string[]): Promise<number> {
  const fault = rng.pick(FAULTS);
  story.push(`fault: ${fault.name}`);
  await fault.begin(world, rng);
  await pause(rng.below(800));
  const healAfter = rng.chance(0.5) ? rng.below(3000) : undefined;
  const healing = healAfter === undefined ? Promise.resolve() : pause(healAfter).then(() => fault.end(world));
  const [first, second] = world.operators;
  const commands = [command(world, first, rng, story)];
  if (rng.chance(0.35)) commands.push(command(world, second, rng, story));
  const ran = await Promise.all(commands);
  await healing;
  if (healAfter === undefined) {
    story.push('healed');
    await fault.end(world);
  }
  await pause(rng.below(1000));
  return ran.filter(({ code }) => code === 0).length;
}

type Words = readonly [string, ...string[]];

/** Away from where it runs, by force: what an operator does at night. The others are right now and then. */
function wordsFor({ home }: ChaosWorld, rng: Rng): Words {
  const way: Words = home === 'a' ? ['--from', 'a', '--to', 'b'] : ['--from', 'b', '--to', 'a'];
  const other: Words = home === 'a' ? ['--from', 'b', '--to', 'a'] : ['--from', 'a', '--to', 'b'];
  const moves: readonly [Words, ...Words[]] = [
    ['failover', ...way],
    ['relocate', ...way],
    ['failover', '--force', ...other],
    ['relocate', ...other],
    ['failback'],
    ['abort'],
  ];
  return rng.chance(0.5) ? ['failover', '--force', ...way] : rng.pick(moves);
}

async function command(world: ChaosWorld, operator: Operator, rng: Rng, story: string[]): Promise<Ran> {
  const words = wordsFor(world, rng);
  const interrupt = new AbortController();
  const after = rng.chance(0.3) ? rng.below(4000) : undefined;
  const timer = after === undefined ? undefined : setTimeout(() => interrupt.abort(), after);
  const [verb, ...more] = words;
  story.push(`drctl ${words.join(' ')}${after === undefined ? '' : `, interrupted after ${after} ms`}`);
  const ran = await operator.run([verb, 'bank', ...more, ...HOW], interrupt.signal);
  clearTimeout(timer);
  story.push(`drctl ${verb} ended with ${ran.code}`);
  const to = /runs on cluster ([ab]),/.exec(ran.err)?.[1];
  if (to === 'a' || to === 'b') world.home = to;
  return ran;
}

const attached = ({ sites }: ChaosWorld): number =>
  sites.a.cluster
    .objects(clusterKinds.volumeAttachments)
    .filter(({ status }) => (status as { attached?: boolean } | undefined)?.attached === true).length;

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
