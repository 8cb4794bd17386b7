import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  ManualClock,
  MemoryDataPlane,
  severables,
  startSimulator,
  twoSites,
  type RunningSimulator,
  type Severable,
} from '../../src/simulator/index.js';

const VIP = '10.7.9.1';
const PORTAL = `${VIP}:3260`;

interface Stage {
  readonly clock: ManualClock;
  readonly memory: MemoryDataPlane;
  readonly sim: RunningSimulator;
}

async function aStage(preempt: boolean): Promise<Stage> {
  const clock = new ManualClock();
  const vipGroup = { preempt, vips: [{ ip: VIP, gateway: 'gw-a' }] };
  const path = { name: 'ap', type: 'Kubernetes', gateways: ['gw-a', 'gw-b'], iqn: 'iqn.x:ap', vipGroup };
  const topology = twoSites({ accessPaths: [path] });
  const memory = new MemoryDataPlane({ topology, clock, leaseMs: 1000, electionMs: 200 });
  const times = { gatewayFenceMs: 2000, callMs: 5000, reconcileMs: 500, pollMs: 100 };
  const sim = await startSimulator({ clock, topology, dataPlane: memory, network: memory.network, ...times });
  await clock.advance(500);
  return { clock, memory, sim };
}

/** Gateways that answer at the VIP, whatever the tables say. */
const servers = ({ memory }: Stage): readonly string[] =>
  memory.gateways
    .filter((gateway) => gateway.isActive() && gateway.targetAt(PORTAL) !== undefined)
    .map(({ host }) => host.name);

/** The most servers there ever were at one moment: looked at on every change of a gateway or the network. */
function watched(stage: Stage): () => number {
  let most = 0;
  stage.memory.network.subscribe(() => {
    most = Math.max(most, servers(stage).length);
  });
  return () => most;
}

type Event = readonly ['cut' | 'heal', Severable] | readonly ['move to', string] | readonly ['wait', number];

const event: fc.Arbitrary<Event> = fc.oneof(
  fc.tuple(fc.constantFrom('cut' as const, 'heal' as const), fc.constantFrom(...severables)),
  fc.tuple(fc.constant('move to' as const), fc.constantFrom('gw-a', 'gw-b')),
  fc.tuple(fc.constant('wait' as const), fc.integer({ min: 50, max: 4000 })),
);

/** The gateway comes back while a call from before the move is still waiting for it. */
const LATE_ORDER: readonly Event[] = [
  ['cut', 'site-a'],
  ['wait', 3600],
  ['heal', 'site-a'],
  ['wait', 500],
];

async function play(stage: Stage, [kind, what]: Event): Promise<void> {
  if (kind === 'wait') await stage.clock.advance(what);
  else if (kind === 'move to') stage.sim.moveVip(VIP, what);
  else if (kind === 'cut') await stage.sim.cut(what);
  else await stage.sim.heal(what);
}

it('a VIP is never served by two gateways, and by one again when the network is whole', async () => {
  const runs = fc.asyncProperty(fc.boolean(), fc.array(event, { maxLength: 14 }), async (preempt, story) => {
    const stage = await aStage(preempt);
    const most = watched(stage);
    try {
      for (const part of story) {
        await play(stage, part);
        await stage.clock.advance(50);
      }
      for (const cut of severables) await stage.sim.heal(cut);
      await stage.clock.advance(8000);
      expect(most()).toBe(1);
      expect(servers(stage)).toEqual([stage.sim.vipHolder(VIP)]);
    } finally {
      await stage.sim.close();
    }
  });
  await fc.assert(runs, { numRuns: 60, examples: [[false, [...LATE_ORDER]]] });
}, 60_000);
