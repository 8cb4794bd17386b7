import { expect, test } from 'vitest';
import { TIMING } from '@twinsite/domain';
import { FakeArray, ManualClock } from '@twinsite/domain/testing';
import { Cluster, KEY } from './access-path-world.js';

/** cluster-a made the path of gw-a and gw-b; cluster-b has an object for it too. */
async function twoClusters(edit: Parameters<Cluster['apply']>[0] = {}) {
  const shared = { array: new FakeArray(), clock: new ManualClock() };
  const [a, b] = [new Cluster('cluster-a', shared), new Cluster('cluster-b', shared)];
  a.apply();
  await a.settle();
  b.apply(edit);
  await b.settle();
  return { a, b };
}

test('an observer that wants the same is ready, without a finalizer, and leaves the array alone when it goes', async () => {
  const { a, b } = await twoClusters();
  const before = await a.path();
  expect(await b.status()).toMatchObject({ role: 'observer', manager: 'cluster-a' });
  expect(await b.condition('Ready')).toMatchObject({ status: 'True' });
  expect(await b.condition('Conflict')).toMatchObject({ status: 'False' });
  expect(await b.object()).toMatchObject({ hasFinalizer: false });
  b.objects.remove(KEY);
  await b.settle();
  expect(await b.object()).toBeUndefined();
  expect(await a.path()).toEqual(before);
});

test('an observer names every difference and how to take over, and changes nothing', async () => {
  const { a, b } = await twoClusters({
    gateway: 'gw-b,gw-c',
    vips: [{ vip: '10.7.9.1', default_gateway: 'gw-b' }],
  });
  const before = await a.path();
  const { status, reason, message } = await b.condition('Conflict');
  expect([status, reason]).toEqual(['True', 'Differs']);
  expect(message).toContain('cluster cluster-a manages access path made');
  expect(message).toContain('gateway gw-c is in spec and not on the array');
  expect(message).toContain('gateway gw-a is on the array and not in spec');
  expect(message).toContain('VIP 10.7.9.1 is in spec and not on the array');
  expect(message).toContain(
    'kubectl -n storage annotate accesspath ap-object --overwrite sds.xsky.com/take-over-from=cluster-a',
  );
  b.clock.advance(2 * TIMING.holdMs);
  await b.settle();
  expect(await a.path()).toEqual(before);
  expect(await b.condition('Ready')).toMatchObject({ status: 'False', reason: 'Differs' });
});

test('nodes of the observer’s cluster give up what neither spec names, so that the manager need not wait for ever', async () => {
  const { a, b } = await twoClusters();
  for (const cluster of [a, b]) cluster.apply({ gateway: 'gw-b' });
  await b.settle();
  expect(await b.states()).toEqual({ 'gw-b': 'Active', 'gw-a': 'Leaving' });
  await a.settle();
  await a.settle();
  expect(await a.gateways()).toEqual(['gw-b']);
  await b.settle();
  expect(await b.condition('Conflict')).toMatchObject({ status: 'False' });
});

test('a path is handed over only from the cluster that has it, and the new manager waits before its first change', async () => {
  const { a, b } = await twoClusters();
  b.apply({ gateway: 'gw-a,gw-c' }, 'cluster-x');
  await b.settle();
  expect(await b.condition('Conflict')).toMatchObject({ status: 'True', reason: 'NotTheManager' });
  b.apply({ gateway: 'gw-a,gw-c' }, 'cluster-a');
  await b.settle();
  expect((await a.path())?.mark).toEqual({ cluster: 'cluster-b', origin: 'created' });
  expect(await a.gateways()).toEqual(['gw-a', 'gw-b']);
  expect(await b.condition('Ready')).toMatchObject({ reason: 'Claiming' });
  await a.settle();
  expect(await a.status()).toMatchObject({ role: 'observer', manager: 'cluster-b' });
  expect(await a.object()).toMatchObject({ hasFinalizer: false });
  b.clock.advance(TIMING.holdMs);
  await b.settle();
  expect(await b.status()).toMatchObject({ role: 'manager' });
  expect(await a.gateways()).toContain('gw-c');
});

test('an annotation has its effect once: two clusters that name each other do not take the path from each other for ever', async () => {
  const { a, b } = await twoClusters();
  b.apply({}, 'cluster-a');
  await b.settleClaim();
  a.apply({}, 'cluster-b');
  await a.settleClaim();
  for (let round = 0; round < 3; round += 1) for (const cluster of [b, a]) await cluster.settleClaim();
  expect((await a.path())?.mark).toMatchObject({ cluster: 'cluster-a' });
  expect(await b.condition('Conflict')).toMatchObject({ status: 'True', reason: 'AlreadyTakenOver' });
  b.apply({});
  await b.settle();
  b.apply({}, 'cluster-a');
  await b.settle();
  expect((await a.path())?.mark).toMatchObject({ cluster: 'cluster-b' });
});

test('a mark that cannot be read is somebody’s: nothing is changed', async () => {
  const { b } = await twoClusters();
  const setup = b.array.state.setups.get('made');
  if (setup !== undefined) b.array.state.setups.set('made', { ...setup, mark: 'unreadable' });
  b.apply({ gateway: 'gw-c' }, 'cluster-a');
  b.clock.advance(2 * TIMING.holdMs);
  await b.settle();
  expect(await b.condition('Conflict')).toMatchObject({ status: 'True', reason: 'MarkUnreadable' });
  expect(await b.gateways()).toEqual(['gw-a', 'gw-b']);
});

test('when the managing cluster has removed the path, the other one makes it anew', async () => {
  const { a, b } = await twoClusters();
  a.objects.remove(KEY);
  await a.settle();
  expect(await a.path()).toBeUndefined();
  await b.settleClaim();
  expect((await b.path())?.mark).toEqual({ cluster: 'cluster-b', origin: 'created' });
});
