import { expect, test } from 'vitest';
import { TIMING } from '@twinsite/domain';
import { FakeArray, ManualClock } from '@twinsite/domain/testing';
import { Cluster, KEY } from './access-path-world.js';

const madeBy = { cluster: 'cluster-a', origin: 'created' };

test('an access path that the array does not have is made, marked, and ready at once', async () => {
  const cluster = new Cluster();
  cluster.apply({ gateway: 'gw-a,gw-b', vips: [{ vip: '10.7.9.1', default_gateway: 'gw-a' }] });
  await cluster.settle();
  const path = await cluster.path();
  expect(path).toMatchObject({ type: 'Kubernetes', mark: madeBy, preempt: false });
  expect(path?.vips).toMatchObject([{ address: '10.7.9.1', mask: 32, holder: 'gw-a' }]);
  expect(await cluster.object()).toMatchObject({ hasFinalizer: true });
  expect(await cluster.status()).toMatchObject({
    observedGeneration: 1,
    role: 'manager',
    manager: 'cluster-a',
    iqn: 'iqn.2018-12.sds:path-made',
    gateways: [
      { name: 'gw-a', site: 'a', targetIqn: 'iqn.2018-12.sds:gw-a', state: 'Active' },
      { name: 'gw-b', site: 'b', portals: [{ address: '10.7.2.1', port: 3260 }], state: 'Active' },
    ],
    vips: [{ address: '10.7.9.1', holder: 'gw-a', state: 'Active' }],
  });
  expect(await cluster.condition('Ready')).toMatchObject({ status: 'True', reason: 'AsWanted' });
  expect(await cluster.condition('Degraded')).toMatchObject({ status: 'False', reason: 'AsWanted' });
  expect(await cluster.condition('Conflict')).toMatchObject({ status: 'False', reason: 'NoConflict' });
  expect(cluster.events.said.map(({ reason }) => reason)).toEqual(['Created', 'VipAdded', 'AsWanted']);
});

test('an access path at rest is looked at again, and neither written nor announced again', async () => {
  const cluster = new Cluster();
  cluster.apply();
  await cluster.settle();
  const [before, said] = [await cluster.object(), cluster.events.said.length];
  cluster.clock.advance(TIMING.restMs);
  expect(await cluster.pass()).toBe(TIMING.restMs);
  expect(await cluster.object()).toEqual(before);
  expect(cluster.events.said).toHaveLength(said);
});

test('a lost reply to the creation is found out by reading', async () => {
  const cluster = new Cluster();
  cluster.array.faults.loseNextCreateReply = true;
  cluster.apply();
  await cluster.settle();
  expect(await cluster.condition('Ready')).toMatchObject({ status: 'False', reason: 'OutcomeUnknown' });
  await cluster.settle();
  expect(await cluster.condition('Ready')).toMatchObject({ status: 'True' });
});

test('a path that was there is marked first, and changed only after the mark has stood', async () => {
  const cluster = new Cluster();
  cluster.apply({ name: 'ap', gateway: 'gw-a,gw-c' });
  await cluster.settle();
  expect((await cluster.path('ap'))?.mark).toEqual({ cluster: 'cluster-a', origin: 'adopted' });
  expect(await cluster.gateways('ap')).toEqual(['gw-a', 'gw-b']);
  expect(await cluster.condition('Ready')).toMatchObject({ status: 'False', reason: 'Claiming' });
  expect(await cluster.status()).toMatchObject({ role: 'observer', manager: 'cluster-a' });
  cluster.clock.advance(TIMING.holdMs - 1);
  await cluster.settle();
  expect(await cluster.gateways('ap')).toEqual(['gw-a', 'gw-b']);
  cluster.clock.advance(1);
  await cluster.settle();
  expect(await cluster.gateways('ap')).toEqual(['gw-a', 'gw-b', 'gw-c']);
  await cluster.settle();
  expect(await cluster.gateways('ap')).toEqual(['gw-a', 'gw-c']);
  expect(await cluster.status()).toMatchObject({ role: 'manager' });
});

test('of two clusters that adopt at the same moment the one whose mark stands manages', async () => {
  const [array, clock] = [new FakeArray(), new ManualClock()];
  const [a, b] = [new Cluster('cluster-a', { array, clock }), new Cluster('cluster-b', { array, clock })];
  for (const cluster of [a, b]) cluster.apply({ name: 'ap' });
  await a.pass();
  await a.pass();
  // cluster-b had read the path before cluster-a marked it.
  const path = await a.path('ap');
  if (path !== undefined)
    await array.ports.accessPathSetup.mark(
      path,
      { cluster: 'cluster-b', origin: 'adopted' },
      new AbortController().signal,
    );
  for (let round = 0; round < 2; round += 1) for (const cluster of [a, b]) await cluster.settleClaim();
  expect(await a.status()).toMatchObject({ role: 'observer', manager: 'cluster-b' });
  expect(await b.status()).toMatchObject({ role: 'manager', manager: 'cluster-b' });
});

test('deletion is refused while volumes are mapped, whoever’s they are, and then removes what was made', async () => {
  const cluster = new Cluster();
  cluster.apply();
  await cluster.settle();
  const unmap = mapOne(cluster.array, 'made');
  cluster.objects.remove(KEY);
  await cluster.settle();
  expect(await cluster.condition('Ready')).toMatchObject({ status: 'False', reason: 'AccessPathInUse' });
  expect((await cluster.condition('Ready')).message).toContain(
    '1 volumes are mapped through access path made',
  );
  expect(cluster.events.said.at(-1)).toMatchObject({ type: 'Warning', reason: 'AccessPathInUse' });
  expect(await cluster.gateways()).toEqual(['gw-a', 'gw-b']);
  unmap();
  await cluster.settle();
  expect(await cluster.path()).toBeUndefined();
  expect(await cluster.object()).toBeUndefined();
});

test('deleting the object of an adopted path takes the mark off and leaves the path', async () => {
  const cluster = new Cluster();
  cluster.apply({ name: 'ap' });
  await cluster.settleClaim();
  cluster.objects.remove(KEY);
  await cluster.settle();
  expect(await cluster.path('ap')).toMatchObject({ mark: undefined });
  expect(await cluster.gateways('ap')).toEqual(['gw-a', 'gw-b']);
  expect(await cluster.object()).toBeUndefined();
});

test('of two objects for one path the older manages, and the other says which', async () => {
  const cluster = new Cluster();
  const second = { namespace: 'storage', name: 'second' };
  cluster.apply();
  cluster.apply({ gateway: 'gw-c' }, undefined, second);
  await cluster.settle();
  await cluster.settle(second);
  expect(await cluster.gateways()).toEqual(['gw-a', 'gw-b']);
  expect(await cluster.condition('Conflict', second)).toMatchObject({ status: 'True', reason: 'SamePath' });
  expect((await cluster.condition('Conflict', second)).message).toContain('storage/ap-object');
  expect(await cluster.status(second)).toMatchObject({ gateways: [], role: undefined });
  cluster.objects.remove(KEY);
  await cluster.settle();
  expect(await cluster.object()).toBeUndefined();
  expect(await cluster.path()).toMatchObject({ mark: madeBy });
  await cluster.settle(second);
  expect(await cluster.object(second)).toMatchObject({ hasFinalizer: true, status: { role: 'manager' } });
});

function mapOne({ state }: FakeArray, accessPath: string): () => void {
  const volume = { name: 'pvc-1', accessPath } as never;
  state.volumes.set('pvc-1', volume);
  state.grants.set('pvc-1', new Map([['iqn.2026-01.test:node-1', 1]]));
  state.clients.set('iqn.2026-01.test:node-1', 'node-1');
  return () => state.grants.delete('pvc-1');
}
