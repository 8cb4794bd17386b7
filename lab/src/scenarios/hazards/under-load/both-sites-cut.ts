import { setTimeout as sleep } from 'node:timers/promises';
import type { Incident } from './incident.js';

const DARK_MS = 20_000;

/** Everything is gone for a while: I/O waits in the map, for longer than the gateways take to come back. */
export const bothSitesCut: Incident = {
  claim: 'both sites dark for 20 s never turn the file system read-only (H14)',
  figure: 'bothSitesStallMs',
  happen: async ({ simulator, signal }) => {
    await Promise.all([simulator.cut('site-a'), simulator.cut('site-b')]);
    await sleep(DARK_MS, undefined, { signal });
    await simulator.heal('site-a');
    await simulator.heal('site-b');
  },
};
