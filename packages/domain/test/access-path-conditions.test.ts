import { expect, test } from 'vitest';
import { TIMING } from '@twinsite/domain';
import { ManualClock } from '@twinsite/domain/testing';
import { aSpec, Cluster, KEY } from './access-path-world.js';

test('a wrong spec tells every field, and what nodes were told before stays', async () => {
  const cluster = new Cluster();
  cluster.apply();
  await cluster.settle();
  const before = await cluster.status();
  cluster.objects.apply(KEY, { spec: { name: 'made', gateway: 'gw-a,,gw-b' } });
  await cluster.settle();
  const { message, ...ready } = await cluster.condition('Ready');
  expect(ready).toMatchObject({ status: 'False', reason: 'InvalidSpec', observedGeneration: 2 });
  expect(message).toContain('spec.gateway = "gw-a,,gw-b"');
  expect(message).toContain('spec.cluster_info.xmsServers: is required');
  expect(await cluster.status()).toMatchObject({ observedGeneration: 1, gateways: before.gateways });
});

test('an array that does not answer, a missing Secret and an unlisted array are conditions, not failures', async () => {
  const cluster = new Cluster();
  cluster.apply();
  await cluster.settle();
  const { gateways } = await cluster.status();
  cluster.array.faults.dark = true;
  expect(await cluster.pass()).toBe(TIMING.retryMs);
  expect(await cluster.condition('Ready')).toMatchObject({ status: 'Unknown', reason: 'ArrayUnreachable' });
  expect(await cluster.status()).toMatchObject({ role: 'manager', gateways });
  cluster.objects.apply(KEY, {
    spec: {
      ...((await cluster.object())?.spec as object),
      cluster_info: {
        xmsServers: 'array-1-manager',
        secret_name: 'other',
        secret_namespace: 'kube-system',
      },
    },
  });
  await cluster.settle();
  expect(await cluster.condition('Ready')).toMatchObject({ status: 'Unknown', reason: 'CredentialsMissing' });
  expect((await cluster.condition('Ready')).message).toContain('kube-system/other');
});

test('a Secret that may not be used is a condition and an event, and what nodes were told before stays', async () => {
  const cluster = new Cluster();
  cluster.apply();
  await cluster.settle();
  const before = await cluster.status();
  const cluster_info = {
    xmsServers: 'array-1-manager',
    secret_name: 'sds-secret',
    secret_namespace: 'elsewhere',
  };
  cluster.objects.apply(KEY, { spec: { ...aSpec(), cluster_info } });
  expect(await cluster.pass()).toBe(TIMING.retryMs);
  const ready = await cluster.condition('Ready');
  expect(ready).toMatchObject({ status: 'False', reason: 'SecretNotAllowed' });
  expect(ready.message).toContain('AccessPath storage/ap-object may not use Secret elsewhere/sds-secret');
  const warnings = cluster.events.said.filter(({ type }) => type === 'Warning');
  expect(warnings).toMatchObject([{ reason: 'SecretNotAllowed', message: ready.message }]);
  expect(await cluster.status()).toMatchObject({ role: 'manager', gateways: before.gateways });
});

test('a Secret of another namespace that is not for these managers is a condition', async () => {
  const cluster = new Cluster();
  const spec = aSpec();
  const cluster_info = { ...(spec['cluster_info'] as object), xmsServers: 'array-1-manager,10.66.6.6' };
  cluster.objects.apply(KEY, { spec: { ...spec, cluster_info } });
  await cluster.settle();
  const ready = await cluster.condition('Ready');
  expect(ready).toMatchObject({ status: 'False', reason: 'SecretNotAllowed' });
  expect(ready.message).toContain('has not 10.66.6.6');
});

test('an object whose array is gone tells how to let go of it when it is deleted', async () => {
  const cluster = new Cluster();
  cluster.apply();
  await cluster.settle();
  cluster.array.faults.dark = true;
  cluster.objects.remove(KEY);
  await cluster.settle();
  expect((await cluster.condition('Ready')).message).toContain(
    'kubectl -n storage patch accesspath ap-object',
  );
  expect(await cluster.object()).toMatchObject({ hasFinalizer: true });
});

test('a gateway that the array does not know is named with those it knows, and the others join', async () => {
  const cluster = new Cluster();
  cluster.apply();
  await cluster.settle();
  const vips = [{ vip: '10.7.9.1', default_gateway: 'gw-a' }];
  cluster.apply({ gateway: 'gw-a,gw-x,gw-b,gw-d', vips });
  for (let round = 0; round < 3; round += 1) await cluster.settle();
  expect(await cluster.states()).toEqual({
    'gw-a': 'Active',
    'gw-x': 'Missing',
    'gw-b': 'Active',
    'gw-d': 'Active',
    '10.7.9.1': 'Active',
  });
  const { reason, message } = await cluster.condition('Ready');
  expect(reason).toBe('GatewayUnknown');
  expect(message).toContain('has no block gateway gw-x (it has: gw-a, gw-b, gw-c, gw-d)');
});

test('a path of another type is neither marked nor changed', async () => {
  const cluster = new Cluster();
  cluster.apply({ name: 'ap', type: 'iSCSI' });
  await cluster.settle();
  expect((await cluster.path('ap'))?.mark).toBeUndefined();
  expect(await cluster.condition('Conflict')).toMatchObject({ status: 'True', reason: 'TypeDiffers' });
  expect(await cluster.object()).toMatchObject({ hasFinalizer: false });
});

test('all gateways at one site, one that is down, and sites nobody knows are told apart', async () => {
  const cluster = new Cluster();
  cluster.apply({ gateway: 'gw-a,gw-c' });
  await cluster.settle();
  expect(await cluster.condition('Degraded')).toMatchObject({ status: 'True', reason: 'OneSite' });
  expect(cluster.events.said.map(({ reason }) => reason)).toContain('OneSite');
  const { accessPaths } = cluster.array.state;
  const change = (of: object) => {
    const at = accessPaths.findIndex(({ name }) => name === 'made');
    const path = accessPaths[at];
    if (path !== undefined)
      accessPaths.splice(at, 1, {
        ...path,
        targets: path.targets.map((target) => (target.gateway === 'gw-c' ? { ...target, ...of } : target)),
      });
  };
  change({ site: undefined });
  await cluster.settle();
  expect(await cluster.condition('Degraded')).toMatchObject({ status: 'Unknown', reason: 'SiteUnknown' });
  change({ status: 'offline' });
  await cluster.settle();
  expect(await cluster.condition('Degraded')).toMatchObject({ status: 'True', reason: 'GatewayDown' });
  expect(await cluster.condition('Ready')).toMatchObject({ status: 'True' });
  expect(await cluster.states()).toEqual({ 'gw-a': 'Active', 'gw-c': 'Down' });
});

test('nothing is changed on what was read too long ago', async () => {
  const cluster = new Cluster();
  cluster.apply();
  await cluster.settle();
  cluster.apply({ gateway: 'gw-a,gw-b,gw-c' });
  const { ports } = cluster.array;
  const { accessPathSetup } = ports;
  const read: typeof accessPathSetup.read = async (...args) => {
    cluster.clock.advance(TIMING.stepWindowMs + 1);
    return accessPathSetup.read(...args);
  };
  const bound = (name: 'addGateway') => accessPathSetup[name].bind(accessPathSetup);
  const slow = { ...accessPathSetup, read, addGateway: bound('addGateway') };
  expect(await cluster.pass(KEY, { ...ports, accessPathSetup: slow })).toBe(TIMING.retryMs);
  expect(await cluster.gateways()).toEqual(['gw-a', 'gw-b']);
  expect(await cluster.condition('Ready')).toMatchObject({ status: 'False', reason: 'ReadingTooSlow' });
});

test('an array that is not listed is told, except while a new object waits for the list', async () => {
  const cluster = new Cluster('cluster-a', { clock: new ManualClock(1_700_000_002_000) });
  const spec = aSpec();
  const cluster_info = { ...(spec['cluster_info'] as object), xmsServers: 'elsewhere' };
  cluster.objects.apply(KEY, { spec: { ...spec, cluster_info } });
  expect(await cluster.pass()).toBe(TIMING.soonMs);
  expect(await cluster.object()).toMatchObject({ status: undefined });
  cluster.clock.advance(TIMING.retryMs);
  expect(await cluster.pass()).toBe(TIMING.retryMs);
  expect(await cluster.condition('Ready')).toMatchObject({ status: 'Unknown', reason: 'ArrayNotListed' });
});
