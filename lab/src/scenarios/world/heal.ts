import { portalOf } from '../../array/lab-topology.js';
import { GATEWAYS } from '../../network/topology.js';
import { waitFor } from '../wait-for.js';
import type { World } from './world.js';

const SERVING_MS = 40_000;

/** Heals a site and waits until its gateway, which comes back empty, has got its exports again. */
export async function healSite(world: World, site: 'a' | 'b'): Promise<void> {
  await world.simulator.heal(`site-${site}`);
  await untilServing(world);
}

/** Resolves when every gateway listens: the portal is the last thing that the array gives it. */
export async function untilServing({ lab, signal }: Pick<World, 'lab' | 'signal'>): Promise<void> {
  for (const gateway of GATEWAYS) {
    const listens = async (): Promise<true | undefined> => {
      const script = `ls -d /sys/kernel/config/target/iscsi/*/tpgt_1/np/${portalOf(gateway)}`;
      const reply = await lab.guest(gateway).agent.run(script, { deadlineMs: 10_000, signal });
      return reply.code === 0 ? true : undefined;
    };
    const serving = await waitFor(listens, { deadlineMs: SERVING_MS, everyMs: 250, signal });
    if (serving === undefined)
      throw new Error(`${gateway} has not got its exports again within ${SERVING_MS} ms`);
  }
}
