import { CsiCallError } from '@twinsite/csi-adapter';
import { kubeletOf, provision, takeFrom, type PlacedVolume } from '../world/placed-volume.js';
import type { World } from '../world/world.js';
import { waitFor } from '../wait-for.js';
import type { Hazard } from './hazard.js';

interface Steps {
  readonly stage: readonly string[];
  readonly unstage: readonly string[];
}

const EVERY_STEP: Steps = {
  stage: ['after connecting', 'after formatting', 'after mounting', 'before staged', 'after staged'],
  unstage: ['after unstaging', 'before forget', 'after forget'],
};
/** Those that leave the most behind. */
const WORST_STEPS: Steps = {
  stage: ['after formatting', 'after mounting', 'before staged'],
  unstage: ['after unstaging', 'before forget'],
};
const WORD = 'kept over every crash';

/** kill -9 of the driver at changes of its journal, each time on the way back to where the last one ended. */
export const driverKilled: Hazard = {
  name: 'driver-killed',
  tell: async (world: World, thorough: boolean) => {
    const { report } = world;
    const steps = thorough ? EVERY_STEP : WORST_STEPS;
    const placed = await provision(world, { name: 'pvc-killed', node: 'node-1' });
    const deaths: string[] = [];
    for (const step of steps.stage) {
      const died = await crashDuring(world, step, () =>
        kubeletOf(world, placed).stage(placed.volume, placed.context),
      );
      deaths.push(`${step}: ${died}`);
    }
    await kubeletOf(world, placed).mount(placed.volume, placed.context);
    const held = await writeAndRead(world, placed);
    report.check(
      'a stage converges after kill -9 at its journal steps',
      held === WORD && deaths.every((one) => one.endsWith('killed')),
      `${deaths.join(', ')}; then staged, published, written and read back`,
    );
    await unstageThroughCrashes(world, placed, steps.unstage);
    await takeFrom(world, placed);
    await world.attacher.delete(placed.volume);
    return undefined;
  },
};

async function unstageThroughCrashes(
  world: World,
  placed: PlacedVolume,
  steps: readonly string[],
): Promise<void> {
  await kubeletOf(world, placed).unpublish(placed.volume);
  const deaths: string[] = [];
  for (const step of steps) {
    const died = await crashDuring(world, step, () => kubeletOf(world, placed).unstage(placed.volume));
    deaths.push(`${step}: ${died}`);
    // Its record is gone now: to come here once more the volume has to be staged again.
    if (step === 'after forget') await kubeletOf(world, placed).stage(placed.volume, placed.context);
  }
  await kubeletOf(world, placed).unstage(placed.volume);
  world.report.check(
    'an unstage converges after kill -9 at its journal steps',
    deaths.every((one) => one.endsWith('killed')),
    `${deaths.join(', ')}; then unstaged`,
  );
}

/** Arms the crash, makes the call that runs into it, and starts the driver again as the kubelet would. */
async function crashDuring(world: World, step: string, call: () => Promise<unknown>): Promise<string> {
  const { signal } = world;
  const node = world.nodes['node-1'];
  await node.crashAt(step, signal);
  const outcome = await call().then(
    () => 'the call succeeded',
    (error: unknown) => {
      if (error instanceof CsiCallError) return error.status;
      throw error;
    },
  );
  const dead = await waitFor(async () => ((await node.running(signal)) ? undefined : true), {
    deadlineMs: 5_000,
    signal,
  });
  await node.start(signal);
  return dead === true ? 'killed' : `not killed, ${outcome}`;
}

async function writeAndRead(world: World, placed: PlacedVolume): Promise<string> {
  const file = `${kubeletOf(world, placed).podPath}/word`;
  const script = `echo '${WORD}' > ${file} && sync -f ${file} && cat ${file}`;
  return (
    await world.nodes['node-1'].agent.must(script, { deadlineMs: 20_000, signal: world.signal })
  ).trim();
}
