import { setTimeout as sleep } from 'node:timers/promises';
import { waitFor } from '../../wait-for.js';
import type { World } from '../../world/world.js';
import type { Incident } from './incident.js';

const CUT_MS = 12_000;

/** The sites lose sight of each other, and the monitors keep the one where the application is not. */
export const losingSide: Incident = {
  claim:
    'a node on the losing side of a cut inter-site link has nothing acknowledged until it heals, and loses nothing',
  figure: 'losingSideStallMs',
  happen: async (world, load) => {
    const { lab, simulator, signal } = world;
    await letSiteBLead(world);
    await simulator.cut('inter-site');
    await lab.guest('gw-a').waitForEnd(10_000, signal);
    const before = await load.acknowledged();
    await sleep(CUT_MS, undefined, { signal });
    const during = (await load.acknowledged()) - before;
    await simulator.heal('inter-site');
    if (during > 0) throw new Error(`${during} records were acknowledged on the losing side`);
  },
};

/** The arbiter sticks to its vote: whoever leads when the link is cut goes on. */
async function letSiteBLead({ lab, signal }: World): Promise<void> {
  const leader = async () => (await lab.dataPlane.health(signal)).monitors.find((one) => one.leader)?.name;
  await lab.network.cutLink('mon-a', 'data');
  await lab.network.cutLink('mon-a', 'arbiter');
  const isB = async () => ((await leader()) === 'mon-b' ? true : undefined);
  const led = await waitFor(isB, { deadlineMs: 20_000, signal });
  await lab.network.healLink('mon-a', 'data');
  await lab.network.healLink('mon-a', 'arbiter');
  if (led === undefined) throw new Error('mon-b does not lead although mon-a is cut off');
}
