import { setTimeout as sleep } from 'node:timers/promises';
import { addressOf } from '../../../network/topology.js';
import type { Incident } from './incident.js';

const GONE_MS = 3_000;
const AWAY_MS = 5_000;

/** The daemon dies under logged-in sessions and comes back; a path that fails afterwards shows whether it knows them. */
export const iscsidRestart: Incident = {
  claim: 'sessions in use survive a restart of iscsid (H7)',
  figure: 'iscsidStallMs',
  happen: async ({ nodes, signal }, { placed: { node } }) => {
    const { agent } = nodes[node];
    const limits = { deadlineMs: 20_000, signal };
    await agent.must('kill -9 $(pidof iscsid)', limits);
    await sleep(GONE_MS, undefined, { signal });
    await agent.must('iscsid && iscsiadm -m session', limits);
    const route = `blackhole ${addressOf('gw-a', 'data')}/32`;
    await agent.must(`ip route add ${route}`, limits);
    await sleep(AWAY_MS, undefined, { signal });
    await agent.must(`ip route del ${route}`, limits);
  },
};
