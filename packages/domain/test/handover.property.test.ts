import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StorageArray } from '@twinsite/domain';
import { Crash, crashAt } from '@twinsite/domain/testing';
import { aVolume } from './fenced-volume.js';
import { inTurns } from './in-turns.js';
import { nodeIdOf } from './subjects.js';

/** kill -9 of a controller before its n-th call of the array. */
const death = fc.integer({ min: 1, max: 60 });
const RUNS = 1500;

type Volume = Awaited<ReturnType<typeof aVolume>>;

/** One controller gives a volume to node-1, takes it back and gives it again; another wants it for node-2 all the time. */
async function play(
  { array, publish, unpublish }: Volume,
  scheduler: fc.Scheduler,
  deaths: readonly number[],
) {
  const users = new Set<string>();
  const ports = (who: string): StorageArray => inTurns(array.ports, scheduler, who);
  const outlive = async (work: () => Promise<{ readonly ok: boolean }>): Promise<boolean> => {
    try {
      return (await work()).ok;
    } catch (error) {
      if (error instanceof Crash) return false;
      throw error;
    }
  };
  const give = async (node: string, through: StorageArray): Promise<void> => {
    if (!(await outlive(() => publish(node, through)))) return;
    users.add(node);
    expect([...users], 'nodes that may write').toHaveLength(1);
  };
  const take = async (node: string, through: StorageArray): Promise<void> => {
    if (await outlive(() => unpublish(nodeIdOf(node), through))) users.delete(node);
  };
  const [first = 1, second = 1] = deaths;
  const former = async (): Promise<void> => {
    await give('node-1', crashAt(ports('first'), { call: first, when: 'before' }));
    await give('node-1', ports('first again'));
    await take('node-1', crashAt(ports('first'), { call: second, when: 'before' }));
    await take('node-1', ports('third'));
  };
  const next = async (): Promise<void> => {
    for (let round = 0; round < 4; round += 1) await give('node-2', ports('second'));
  };
  await scheduler.waitFor(Promise.all([former(), next()]));
}

/** An array whose rows do not tell how many clients have a volume. */
function hideCounts({ array }: Volume): void {
  const find = array.ports.volumes.find.bind(array.ports.volumes);
  array.ports.volumes.find = async (name, signal) => {
    const found = await find(name, signal);
    return found.ok && found.value !== undefined
      ? { ...found, value: { ...found.value, clients: undefined } }
      : found;
  };
}

test('of controllers that interleave at every step, never is a volume given to a node before the former one is fenced (H26)', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(death, death),
      fc.boolean(),
      fc.scheduler(),
      async (deaths, counts, scheduler) => {
        const volume = await aVolume();
        if (!counts) hideCounts(volume);
        await play(volume, scheduler, deaths);
      },
    ),
    { numRuns: RUNS },
  );
});
