import { status } from '@grpc/grpc-js';
import { resources } from '@twinsite/k8s-dr-adapter';
import { twoSites } from '@twinsite/xms-adapter/simulator';
import { describe, expect, test } from 'vitest';
import {
  aCluster,
  aClusterController,
  applyAccessPath,
  conditionOf,
  putSecret,
  untilReady,
} from '../support/cluster.js';
import { attachTo, detach, nodeIdOf } from '../support/lifecycle.js';
import { createRequest, refusal, retried } from '../support/requests.js';
import { aNode, aWorld } from '../support/stand.js';

const GONE = { volumeId: 'csi-iscsi-vid-pvc-gone' };

describe('a volume is never called deleted while the list of arrays is not whole', () => {
  test('before the AccessPaths have been listed once', async () => {
    const [world, api] = [await aWorld(), await aCluster()];
    putSecret(api, 'admin');
    applyAccessPath(api, world);
    await api.down();
    const { client } = await aClusterController(world, api);
    const refused = await refusal(client.controller.deleteVolume(GONE));
    expect(refused).toMatchObject({ code: status.UNAVAILABLE });
    expect(refused.message).toContain('accesspaths');
    await api.up();
    await retried(() => client.controller.deleteVolume(GONE), 15_000);
  });

  test('while the Secret of an AccessPath is missing', async () => {
    const [world, api] = [await aWorld(), await aCluster()];
    applyAccessPath(api, world);
    const { client } = await aClusterController(world, api);
    await expect
      .poll(async () => (await refusal(client.controller.deleteVolume(GONE))).message, { timeout: 10_000 })
      .toMatch(/Secret default\/sds-secret does not exist .*AccessPath default\/stretched/);
    expect(await refusal(client.controller.deleteVolume(GONE))).toMatchObject({ code: status.UNAVAILABLE });
  });

  test('while an AccessPath names a Secret that it may not use, which nobody logs in with', async () => {
    const [world, api] = [await aWorld(), await aCluster()];
    putSecret(api, 'admin');
    applyAccessPath(api, world, { namespace: 'elsewhere' });
    const { client } = await aClusterController(world, api);
    await expect
      .poll(async () => (await refusal(client.controller.deleteVolume(GONE))).message, { timeout: 10_000 })
      .toMatch(/AccessPath elsewhere\/stretched may not use Secret default\/sds-secret/);
    await expect.poll(() => conditionOf(api, 'Ready'), { timeout: 10_000 }).toBe('False');
    expect(world.simulator.requestLog()).toEqual([]);
  });

  test('while an AccessPath says nothing of its array', async () => {
    const [world, api] = [await aWorld(), await aCluster()];
    api.add(resources.accessPaths, {
      metadata: { namespace: 'default', name: 'broken' },
      spec: { name: 'x' },
    });
    const { client } = await aClusterController(world, api);
    await expect
      .poll(async () => (await refusal(client.controller.deleteVolume(GONE))).message, { timeout: 10_000 })
      .toContain('spec.cluster_info.xmsServers of AccessPath default/broken');
  });
});

test('a new password is used without a restart', async () => {
  const account = { name: 'admin', email: 'admin@array.test', password: 'first', roles: ['Admin'] };
  const world = await aWorld({ topology: twoSites({ users: [account] }) });
  const api = await aCluster();
  putSecret(api, 'first');
  applyAccessPath(api, world);
  const { client } = await aClusterController(world, api);
  await retried(() => client.controller.createVolume(createRequest('pvc-1')), 15_000);
  account.password = 'second';
  world.simulator.expireLogins();
  putSecret(api, 'second');
  await retried(() => client.controller.createVolume(createRequest('pvc-2')), 15_000);
});

test('an API server that is down later stops no volume', async () => {
  const world = await aWorld({ topology: twoSites({ accessPaths: [] }) });
  const api = await aCluster();
  putSecret(api, 'admin');
  applyAccessPath(api, world);
  const { client } = await aClusterController(world, api);
  await untilReady(api);
  const node = await nodeIdOf((await aNode(world, 'node-1')).client);
  await api.down();
  const attached = await attachTo(client, node, 'pvc-1');
  await detach(client, attached);
  await client.controller.deleteVolume({ volumeId: attached.volumeId });
  expect(world.simulator.state.volumes.all()).toEqual([]);
});

test('an AccessPath with managers of two arrays is refused, and the right ones beside it serve both', async () => {
  const [one, two] = [
    await aWorld({ topology: twoSites({ fsId: 'array-a', accessPaths: [] }) }),
    await aWorld({ topology: twoSites({ fsId: 'array-b', accessPaths: [] }) }),
  ];
  const api = await aCluster();
  putSecret(api, 'admin');
  const servers = `${one.simulator.xmsServers()},${two.simulator.xmsServers()}`;
  applyAccessPath(api, one, { name: 'wrong', servers });
  applyAccessPath(api, one, { name: 'right-a' });
  applyAccessPath(api, two, { name: 'right-b' });
  const { client } = await aClusterController(one, api);
  await untilReady(api, 'right-a');
  await untilReady(api, 'right-b');
  await expect.poll(() => conditionOf(api, 'Ready', 'wrong'), { timeout: 10_000 }).toBe('False');
  const told = api.objects(resources.events).filter((event) => event['reason'] === 'ManagersOfSeveralArrays');
  expect(JSON.stringify(told)).toContain('is of array array-b');
  for (const [name, xmsServers] of [
    ['pvc-a', one.simulator.xmsServers()],
    ['pvc-b', two.simulator.xmsServers()],
  ] as const) {
    const request = createRequest(name);
    const parameters = { ...request.parameters, xmsServers };
    await retried(() => client.controller.createVolume({ ...request, parameters }), 15_000);
  }
  expect([one, two].map(({ simulator }) => simulator.state.volumes.all().map(({ name }) => name))).toEqual([
    ['pvc-a'],
    ['pvc-b'],
  ]);
  for (const name of ['pvc-a', 'pvc-b'])
    await client.controller.deleteVolume({ volumeId: `csi-iscsi-vid-${name}` });
  expect([one, two].flatMap(({ simulator }) => simulator.state.volumes.all())).toEqual([]);
});
