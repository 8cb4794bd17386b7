import { setTimeout as sleep } from 'node:timers/promises';
import { addressOf, GATEWAYS } from '../../../network/topology.js';
import type { Incident } from './incident.js';

/** Long enough for a path to be failed, short enough for the other one to have hardly come back. */
const AWAY_MS = 4_500;
const BACK_MS = 2_000;

/** One path after the other goes away and returns, then both at once. */
export const pathFlap: Incident = {
  claim: 'flapping paths never cost a map or a write (H5)',
  figure: 'flapStallMs',
  happen: async ({ lab, nodes, signal }, { placed: { node } }, thorough) => {
    const { agent } = nodes[node];
    const limits = { deadlineMs: 10_000, signal };
    for (let round = 0; round < (thorough ? 3 : 1); round += 1) {
      for (const gateway of GATEWAYS) {
        const route = `blackhole ${addressOf(gateway, 'data')}/32`;
        await agent.must(`ip route add ${route}`, limits);
        await sleep(AWAY_MS, undefined, { signal });
        await agent.must(`ip route del ${route}`, limits);
        await sleep(BACK_MS, undefined, { signal });
      }
      await lab.network.cutLink(node, 'data');
      await sleep(AWAY_MS, undefined, { signal });
      await lab.network.healLink(node, 'data');
      await sleep(BACK_MS, undefined, { signal });
    }
  },
};
