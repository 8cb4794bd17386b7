import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { PlaneHealth } from '@twinsite/xms-adapter/simulator';
import { addressOf, MONITORS } from '../network/topology.js';
import { MONITOR_PORT } from './addresses.js';
import type { MonitorView } from './monitor.js';

const ROUND_MS = 250;
const PATIENCE_MS = 2_000;

/** No monitor leads: nobody can say which gateways are alive. */
export class NoMajority extends Error {
  constructor(answered: readonly string[]) {
    const who =
      answered.length === 0 ? 'no monitor answers' : `only ${answered.join(' and ')} answer, none leads`;
    super(`the monitors have no majority: ${who}`);
    this.name = 'NoMajority';
  }
}

/** What the leading monitor says. Waits out a change of leader, then rejects with NoMajority. */
export async function monitorHealth(signal: AbortSignal): Promise<PlaneHealth> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    const views = await askAll(signal);
    const health = healthFrom(views);
    if (health !== undefined) return health;
    if (Date.now() >= end) throw new NoMajority(views.map((view) => view.name));
  }
}

/** Undefined when none of the views is a leader's. */
export function healthFrom(views: readonly MonitorView[]): PlaneHealth | undefined {
  const leader = views.find((view) => view.leading);
  if (leader === undefined) return undefined;
  return {
    monitors: MONITORS.map((name) => ({
      name,
      inQuorum: leader.voters.includes(name),
      leader: name === leader.name,
    })),
    gateways: leader.gateways,
  };
}

async function askAll(signal: AbortSignal): Promise<MonitorView[]> {
  const socket = createSocket('udp4');
  const views: MonitorView[] = [];
  try {
    socket.on('message', (bytes) => {
      const text = bytes.toString('utf8');
      if (text.startsWith('status ')) views.push(JSON.parse(text.slice(7)) as MonitorView);
    });
    socket.bind(0);
    await once(socket, 'listening', { signal });
    for (const name of MONITORS)
      socket.send('status', MONITOR_PORT, addressOf(name, 'management'), () => undefined);
    for (let waited = 0; waited < ROUND_MS && views.length < MONITORS.length; waited += 10)
      await sleep(10, undefined, { signal });
    return views;
  } finally {
    socket.close();
  }
}
