import { setTimeout as sleep } from 'node:timers/promises';
import type { Incident } from './incident.js';

const OFF_MS = 8_000;

/** A gateway dies with commands inside it, without a word to anybody, and comes back empty. */
export const gatewayKilled: Incident = {
  claim: 'a killed gateway costs no write',
  figure: 'gatewayKilledStallMs',
  happen: async ({ lab, signal }) => {
    await lab.guest('gw-a').powerOff();
    await sleep(OFF_MS, undefined, { signal });
    await lab.powerOnFenced(signal);
  },
};
