import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TIMING, type StorageArray } from '@twinsite/domain';
import { Crash, crashAt, FakeArray, ManualClock } from '@twinsite/domain/testing';
import { Monitor } from './access-path-monitor.js';
import { ModelNode } from './access-path-node.js';
import { Cluster, KEY } from './access-path-world.js';
import { inTurns } from './in-turns.js';

const RUNS = 150;
const GATEWAYS = ['gw-a', 'gw-b', 'gw-c', 'gw-d', 'gw-x'] as const;

interface World {
  readonly clusters: readonly [Cluster, Cluster];
  readonly nodes: readonly ModelNode[];
  readonly monitor: Monitor;
  readonly array: FakeArray;
  readonly clock: ManualClock;
}

type Op = (world: World) => Promise<void> | void;

const which = fc.constantFrom(0 as const, 1 as const);
const someGateways = fc.subarray([...GATEWAYS], { minLength: 1, maxLength: 3 });

const edit = fc.tuple(which, someGateways, fc.constantFrom(undefined, 'cluster-a', 'cluster-b')).map(
  ([at, gateways, takeOverFrom]): Op =>
    ({ clusters }) =>
      clusters[at].apply({ gateway: gateways.join(',') }, takeOverFrom),
);

const pass = fc
  .tuple(
    which,
    fc.option(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.constantFrom('before', 'after')), { freq: 3 }),
  )
  .map(
    ([at, crash]): Op =>
      async (world) => {
        const cluster = world.clusters[at];
        const watched = world.monitor.watch(world.array.ports, cluster);
        const ports = crash === null ? watched : crashAt(watched, { call: crash[0], when: crash[1] });
        await cluster.pass(KEY, ports).catch(unlessCrash);
      },
  );

const tick = fc.tuple(fc.nat({ max: 2 }), fc.boolean()).map(
  ([at, reports]): Op =>
    async ({ nodes }) =>
      nodes[at]?.tick(reports),
);

const cut = fc.tuple(fc.nat({ max: 2 }), fc.constantFrom(...GATEWAYS), fc.boolean()).map(
  ([at, gateway, isCut]): Op =>
    ({ nodes }) => {
      if (isCut) nodes[at]?.cut.add(gateway);
      else nodes[at]?.cut.delete(gateway);
    },
);

const trouble = fc
  .tuple(fc.constantFrom('dark', 'silent', 'reports', 'status', 'reply'), which, fc.boolean())
  .map(
    ([what, at, isOn]): Op =>
      ({ array: { faults }, clusters }) => {
        if (what === 'dark') faults.dark = isOn;
        else if (what === 'reply') faults.loseNextCreateReply = isOn;
        else if (what === 'reports') clusters[at].reports.faults.down = isOn;
        else if (what === 'status') clusters[at].objects.loseStatus(KEY);
        else if (isOn) faults.silentGateways.add('gw-a');
        else faults.silentGateways.delete('gw-a');
      },
  );

const time = fc.constantFrom(1_000, TIMING.waitMs, TIMING.holdMs, TIMING.staleMs + 1).map(
  (ms): Op =>
    ({ clock }) =>
      clock.advance(ms),
);

const op = fc.oneof(
  { weight: 6, arbitrary: pass },
  { weight: 4, arbitrary: tick },
  { weight: 2, arbitrary: edit },
  { weight: 2, arbitrary: time },
  { weight: 1, arbitrary: cut },
  { weight: 1, arbitrary: trouble },
);

const unlessCrash = (error: unknown): undefined => {
  if (error instanceof Crash) return undefined;
  throw error;
};

/** The caller's signal ends a pass: no call of it reaches the array after that. */
function endingPass(ports: StorageArray, clock: ManualClock): StorageArray {
  const end = clock.now() + TIMING.passMs;
  const wrap = <T extends object>(port: T): T =>
    new Proxy(port, {
      get: (target, key) => {
        const member: unknown = Reflect.get(target, key);
        if (typeof member !== 'function') return member;
        return (...args: unknown[]): unknown => {
          if (clock.now() > end) throw new Crash('at its deadline');
          return Reflect.apply(member, target, args) as unknown;
        };
      },
    });
  return { ...ports, accessPathSetup: wrap(ports.accessPathSetup), vipSetup: wrap(ports.vipSetup) };
}

/** cluster-a manages the path of gw-a and gw-b with two nodes on it, cluster-b observes it with one. */
async function aWorld(): Promise<World> {
  const shared = { array: new FakeArray(), clock: new ManualClock() };
  const clusters = [new Cluster('cluster-a', shared), new Cluster('cluster-b', shared)] as const;
  for (const cluster of clusters) {
    cluster.apply();
    await cluster.settle();
  }
  const places = [
    ['node-1', 0],
    ['node-2', 0],
    ['node-3', 1],
  ] as const;
  const nodes = places.map(([name, at]) => new ModelNode(name, clusters[at]));
  for (const node of nodes) {
    node.attach(['gw-a', 'gw-b']);
    await node.tick(true);
  }
  return { clusters, nodes, monitor: new Monitor(clusters[0], nodes), ...shared };
}

async function heal({ clusters, nodes, array, clock, monitor }: World): Promise<void> {
  array.faults.dark = false;
  array.faults.silentGateways.clear();
  for (const node of nodes) node.cut.clear();
  for (const cluster of clusters) {
    cluster.reports.faults.down = false;
    cluster.apply({ gateway: 'gw-d,gw-a' });
  }
  for (let round = 0; round < 30; round += 1) {
    for (const cluster of clusters)
      for (let passes = 0; passes < 3; passes += 1)
        await cluster.pass(KEY, monitor.watch(array.ports, cluster));
    for (const node of nodes) await node.tick(true);
    clock.advance(TIMING.waitMs);
  }
}

test('whatever is edited, fails or is killed: no target goes below a session, nobody acts beside a manager, and in the end all is as wanted', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(op, { minLength: 5, maxLength: 60 }), async (ops) => {
      const world = await aWorld();
      for (const act of ops) await act(world);
      await heal(world);
      expect(world.monitor.violations).toEqual([]);
      const path = await world.clusters[0].path();
      expect(path?.targets.map(({ gateway }) => gateway).toSorted()).toEqual(['gw-a', 'gw-d']);
      const roles = await Promise.all(world.clusters.map(async (cluster) => (await cluster.status()).role));
      expect(roles.toSorted()).toEqual(['manager', 'observer']);
      for (const cluster of world.clusters)
        expect(await cluster.condition('Ready')).toMatchObject({ status: 'True' });
    }),
    { numRuns: RUNS },
  );
});

test('of two controllers that interleave at every call of the array, never do both change a path that was handed over', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), someGateways, async (scheduler, gateways) => {
      const world = await aWorld();
      const [a, b] = world.clusters;
      for (const cluster of [a, b])
        cluster.apply({ gateway: gateways.join(',') }, cluster === b ? 'cluster-a' : undefined);
      const play = async (cluster: Cluster, passes: number): Promise<void> => {
        for (let at = 0; at < passes; at += 1) {
          const ports = endingPass(world.monitor.watch(world.array.ports, cluster), world.clock);
          await cluster.pass(KEY, inTurns(ports, scheduler, cluster.id)).catch(unlessCrash);
        }
      };
      const waiting = async (): Promise<void> => {
        for (let at = 0; at < 4; at += 1) {
          await scheduler.schedule(Promise.resolve(), 'time');
          world.clock.advance(TIMING.holdMs / 2);
        }
      };
      await scheduler.waitFor(Promise.all([play(a, 4), play(b, 10), waiting()]));
      expect(world.monitor.violations).toEqual([]);
    }),
    { numRuns: 5 * RUNS },
  );
});
