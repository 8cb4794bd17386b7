import { expect, test } from 'vitest';
import { TIMING } from '@twinsite/domain';
import { Cluster } from './access-path-world.js';

/** A managed path of gw-a and gw-b with one volume attached to node-1, both ways ready. */
async function inUse(edit: Parameters<Cluster['apply']>[0] = {}): Promise<Cluster> {
  const cluster = new Cluster();
  cluster.apply(edit);
  await cluster.settle();
  const { state, faults } = cluster.array;
  state.volumes.set('pvc-1', { name: 'pvc-1', accessPath: 'made' } as never);
  state.grants.set('pvc-1', new Map([['iqn.2026-01.test:node-1', 1]]));
  state.clients.set('iqn.2026-01.test:node-1', 'node-1');
  for (const gateway of ['gw-a', 'gw-b'])
    faults.loggedInAt.set(gateway, new Set(['iqn.2026-01.test:node-1']));
  cluster.report('node-1', { 'gw-a': 'ready', 'gw-b': 'ready' });
  return cluster;
}

const logOut = ({ array }: Cluster, gateway: string): unknown => array.faults.loggedInAt.delete(gateway);

test('a gateway is replaced under I/O: the new one joins, nodes leave the old one, and only then its target goes', async () => {
  const cluster = await inUse();
  cluster.apply({ gateway: 'gw-c,gw-b' });
  await cluster.settle();
  expect(await cluster.gateways()).toEqual(['gw-a', 'gw-b', 'gw-c']);
  expect(await cluster.states()).toEqual({ 'gw-c': 'Active', 'gw-b': 'Active', 'gw-a': 'Leaving' });
  expect(await cluster.pass()).toBe(TIMING.waitMs);
  expect((await cluster.condition('Ready')).message).toContain('waiting for node node-1 to give it up');
  cluster.report('node-1', { 'gw-b': 'ready', 'gw-c': 'ready' });
  await cluster.settle();
  expect((await cluster.condition('Ready')).message).toContain('the array to see node-1 logged out of gw-a');
  expect(await cluster.gateways()).toContain('gw-a');
  logOut(cluster, 'gw-a');
  await cluster.settle();
  expect(await cluster.gateways()).toEqual(['gw-b', 'gw-c']);
  expect(await cluster.condition('Ready')).toMatchObject({ status: 'True' });
});

test('a gateway that is a volume’s only ready way stays in use, and the condition names node, volume and what to do (H7)', async () => {
  const cluster = await inUse();
  cluster.report('node-1', { 'gw-a': 'ready', 'gw-b': 'session-failed' });
  cluster.apply({ gateway: 'gw-b' });
  await cluster.settle();
  expect(await cluster.states()).toEqual({ 'gw-b': 'Active', 'gw-a': 'Active' });
  const { status, reason, message } = await cluster.condition('Ready');
  expect([status, reason]).toEqual(['False', 'GatewayInUse']);
  expect(message).toContain(
    'volume csi-iscsi-vid-pvc-1 on node node-1 (10.7.1.1:3260 ready, 10.7.2.1:3260 session-failed)',
  );
  expect(message).toContain('kubectl describe nodepaths node-1');
  expect(cluster.events.said.at(-1)).toMatchObject({ type: 'Warning', reason: 'GatewayInUse' });
  cluster.report('node-1', { 'gw-a': 'ready', 'gw-b': 'ready' });
  await cluster.settle();
  expect(await cluster.states()).toEqual({ 'gw-b': 'Active', 'gw-a': 'Leaving' });
});

test('a gateway that is leaving is in use again when the other way of a volume fails', async () => {
  const cluster = await inUse();
  cluster.apply({ gateway: 'gw-b' });
  await cluster.settle();
  expect(await cluster.states()).toMatchObject({ 'gw-a': 'Leaving' });
  cluster.report('node-1', { 'gw-b': 'session-failed' });
  await cluster.settle();
  expect(await cluster.states()).toMatchObject({ 'gw-a': 'Active' });
});

test.each([
  [
    'whose node has not reported for long',
    'NodeSilent',
    (cluster: Cluster) => cluster.clock.advance(TIMING.staleMs + 1),
    'kubectl delete node node-1',
  ],
  [
    'that does not say who is logged in',
    'ClientsUnknown',
    (cluster: Cluster) => {
      cluster.report('node-1', { 'gw-b': 'ready' });
      cluster.array.faults.silentGateways.add('gw-a');
    },
    'remove its target of access path made on the array by hand',
  ],
  [
    'that a client of another cluster is logged in through',
    'OtherClients',
    (cluster: Cluster) => {
      cluster.report('node-1', { 'gw-b': 'ready' });
      cluster.array.state.clients.set('iqn.2026-01.test:node-1', 'other-node');
    },
    'the array sees other-node logged in through gateway gw-a',
  ],
])('a leaving gateway %s stays, and a person is told what to do', async (_what, reason, trouble, text) => {
  const cluster = await inUse();
  cluster.apply({ gateway: 'gw-b' });
  await cluster.settle();
  trouble(cluster);
  expect(await cluster.pass()).toBe(TIMING.retryMs);
  expect(await cluster.gateways()).toEqual(['gw-a', 'gw-b']);
  expect(await cluster.condition('Ready')).toMatchObject({ status: 'False', reason });
  expect((await cluster.condition('Ready')).message).toContain(text);
});

test('a status that was lost is judged anew: nothing goes that was not announced to the nodes again', async () => {
  const cluster = await inUse();
  cluster.apply({ gateway: 'gw-b' });
  await cluster.settle();
  cluster.report('node-1', { 'gw-b': 'ready' });
  logOut(cluster, 'gw-a');
  cluster.objects.loseStatus({ namespace: 'storage', name: 'ap-object' });
  await cluster.pass();
  expect(await cluster.gateways()).toEqual(['gw-a', 'gw-b']);
  expect(await cluster.states()).toMatchObject({ 'gw-a': 'Leaving' });
  await cluster.settle();
  expect(await cluster.gateways()).toEqual(['gw-b']);
});

test('gateways leave neither before the new ones have joined nor while no wanted one is well', async () => {
  const cluster = await inUse();
  cluster.report('node-1', {});
  cluster.apply({ gateway: 'gw-x' });
  await cluster.settle();
  await cluster.settle();
  expect(await cluster.states()).toEqual({ 'gw-x': 'Missing', 'gw-a': 'Active', 'gw-b': 'Active' });
  cluster.array.faults.slowGateways.add('gw-c');
  cluster.apply({ gateway: 'gw-c' });
  await cluster.settle();
  await cluster.settle();
  expect(await cluster.states()).toEqual({ 'gw-c': 'Joining', 'gw-a': 'Active', 'gw-b': 'Active' });
  expect((await cluster.condition('Ready')).message).toContain(
    'says of none of the wanted gateways (gw-c) that it is active',
  );
});

test('reports that cannot be read let nothing go', async () => {
  const cluster = await inUse();
  cluster.apply({ gateway: 'gw-b' });
  await cluster.settle();
  logOut(cluster, 'gw-a');
  cluster.reports.faults.down = true;
  await cluster.pass();
  expect(await cluster.gateways()).toEqual(['gw-a', 'gw-b']);
  expect(await cluster.condition('Ready')).toMatchObject({ reason: 'KubernetesUnreachable' });
  expect(await cluster.states()).toMatchObject({ 'gw-a': 'Leaving' });
});

const vip = (address: string, gateway: string, mask = 32) => ({
  vip: address,
  mask,
  default_gateway: gateway,
});

test('a VIP is added, given up by nodes that have another, and then removed; preempt follows', async () => {
  const cluster = await inUse({ vips: [vip('10.7.9.1', 'gw-a'), vip('10.7.9.2', 'gw-b')] });
  cluster.report('node-1', { '10.7.9.1': 'ready', '10.7.9.2': 'ready' });
  cluster.apply({ preempt: true, vips: [vip('10.7.9.1', 'gw-a')] });
  await cluster.settle();
  expect((await cluster.path())?.preempt).toBe(true);
  expect(await cluster.states()).toMatchObject({ '10.7.9.1': 'Active', '10.7.9.2': 'Leaving' });
  expect((await cluster.path())?.vips).toHaveLength(2);
  cluster.report('node-1', { '10.7.9.1': 'ready' });
  logOut(cluster, 'gw-b');
  await cluster.settle();
  expect((await cluster.path())?.vips.map(({ address }) => address)).toEqual(['10.7.9.1']);
});

test('a VIP that is a volume’s only way stays, also when only its mask is to change', async () => {
  const cluster = await inUse({ vips: [vip('10.7.9.1', 'gw-a')] });
  cluster.report('node-1', { '10.7.9.1': 'ready' });
  cluster.apply({ vips: [vip('10.7.9.1', 'gw-a', 24)] });
  await cluster.settle();
  expect(await cluster.condition('Ready')).toMatchObject({ status: 'False', reason: 'VipInUse' });
  expect((await cluster.path())?.vips).toMatchObject([{ mask: 32 }]);
  cluster.report('node-1', {});
  logOut(cluster, 'gw-a');
  await cluster.settle();
  await cluster.settle();
  expect((await cluster.path())?.vips).toMatchObject([{ mask: 24 }]);
  expect(await cluster.condition('Ready')).toMatchObject({ status: 'True' });
});

test('a gateway that holds a VIP stays until the array has moved it', async () => {
  const cluster = await inUse({ gateway: 'gw-a,gw-b', vips: [{ vip: '10.7.9.1', default_gateway: 'gw-a' }] });
  cluster.report('node-1', { '10.7.9.1': 'ready' });
  cluster.apply({ gateway: 'gw-b', vips: [{ vip: '10.7.9.1' }] });
  await cluster.settle();
  expect(await cluster.condition('Ready')).toMatchObject({ status: 'False', reason: 'GatewayHoldsVip' });
  expect(await cluster.gateways()).toEqual(['gw-a', 'gw-b']);
});
