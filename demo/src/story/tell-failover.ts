import { RecoveryWorld } from '../recovery/recovery-world.js';
import type { SiteName } from '../recovery/write-check.js';
import type { Chapter } from './tell-story.js';
import { until } from './until.js';

export interface FailoverEnding {
  readonly records: number;
  readonly lost: number;
  readonly doubleWrites: number;
  /** From the loss of the site to the first record that was acknowledged at the other one. Unit: ms. */
  readonly rtoMs: number;
  readonly chapters: readonly Chapter[];
}

const VOLUMES = 3;
const LATE_MS = 60_000;
const FAST = ['--yes', '--settle', '1', '--wait', '60', '--progress', 'none'];

/** Site A is lost with everything in it; one command starts the application at site B, and another brings it home. */
export async function tellFailover(say: (line: string) => void): Promise<FailoverEnding> {
  const chapters: Chapter[] = [];
  const tell = async <T>(name: string, act: () => Promise<T>): Promise<T> => {
    say(`-> ${name}`);
    const begun = performance.now();
    const value = await act();
    chapters.push({ name, ms: Math.round(performance.now() - begun) });
    return value;
  };
  const world = await RecoveryWorld.start(VOLUMES, (line) => say(`   drctl: ${line.split('\n')[0] ?? ''}`));
  const { operator } = world;
  try {
    await until('the bank works at site a', () => world.records > 100, LATE_MS);
    await tell('drctl protect, own, sync --warm: cluster b stands by', async () => {
      await operator.must('protect', 'bank', '-o', 'name');
      await operator.must('own', 'bank');
      await operator.must('sync', 'bank', '--warm', '--progress', 'none');
    });
    const rtoMs = await tell('site a goes dark: array, API server, node, pods; drctl failover bank', () =>
      failOver(world),
    );
    await tell('site a comes back, its kernel still holds what it had not written: it is refused', () =>
      revive(world, say),
    );
    await tell('drctl failback bank: home again, in good order', async () => {
      await move(world, 'a', 'failback');
      await moreRecords(world);
    });
    await world.stopBank('a');
    const lost = await tell('a node that never had the volumes reads every record back', () =>
      world.lost('a'),
    );
    return { records: world.records, lost, doubleWrites: world.doubleWrites(), rtoMs, chapters };
  } finally {
    await world.stop();
  }
}

async function failOver(world: RecoveryWorld): Promise<number> {
  await world.cutSite('a');
  const cutAt = Date.now();
  const before = world.records;
  await move(world, 'b', 'failover');
  await until('the bank goes on at site b', () => world.records > before + 10, LATE_MS);
  return Math.min(...[...world.truth.values()].map(({ resumedAt }) => resumedAt ?? Infinity)) - cutAt;
}

async function revive(world: RecoveryWorld, say: (line: string) => void): Promise<void> {
  const { volumes } = world.sites.a;
  await world.reviveSite('a');
  await until('the pods of site a lose their disks', () => volumes.broken === VOLUMES, LATE_MS);
  for (const handle of world.handles) {
    const refusal = await volumes.refusalOf(handle);
    if (refusal?.includes('belongs to cluster b') !== true)
      throw new Error(`site a was not refused: ${refusal ?? 'it has the volume'}`);
    if (handle === world.handles[0]) say(`   driver of a: ${refusal}`);
  }
  await moreRecords(world);
  if (world.doubleWrites() > 0) throw new Error('site a wrote what it had lost');
}

async function moreRecords(world: RecoveryWorld): Promise<void> {
  const { records } = world;
  await until('more records', () => world.records > records + 100, LATE_MS);
}

/** Moves the bank with drctl; from the end of the fence on only the new site may write. */
export async function move(world: RecoveryWorld, to: SiteName, ...command: readonly string[]): Promise<void> {
  const [verb = '', ...more] = command;
  await world.operator.must(verb, 'bank', ...more, ...FAST);
  const { out } = await world.operator.must('report', 'bank', '-o', 'json');
  const { timeline } = JSON.parse(out) as { timeline: { phases: { name: string; at: string }[] } };
  const fenced = timeline.phases.find(({ name }) => name === 'fence');
  if (fenced === undefined) throw new Error(`the report of ${verb} names no fence`);
  world.reigns.push({ site: to, since: Date.parse(fenced.at) });
}
