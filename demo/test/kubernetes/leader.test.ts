import { resources } from '@twinsite/k8s-dr-adapter';
import { twoSites, type RunningSimulator } from '@twinsite/xms-adapter/simulator';
import { expect, test } from 'vitest';
import { aCluster, aClusterController, applyAccessPath, putSecret, untilReady } from '../support/cluster.js';
import { aRelay } from '../support/relay.js';
import { aWorld } from '../support/stand.js';

const made = (simulator: RunningSimulator): readonly string[] =>
  simulator
    .requestLog()
    .filter(({ operation }) => operation === 'POST /access-paths' || operation === 'POST /access-paths/')
    .map(({ body }) => JSON.stringify(body));

test('of two controllers one leads; when it is gone without a word, the other one does, and nothing is done twice', async () => {
  const world = await aWorld({ topology: twoSites({ accessPaths: [] }) });
  const api = await aCluster();
  putSecret(api, 'admin');
  const relay = await aRelay(api.url);
  const first = await aClusterController(world, api, { name: 'controller-1', url: relay.url });
  await expect.poll(first.isLeader, { timeout: 10_000 }).toBe(true);
  const second = await aClusterController(world, api, { name: 'controller-2' });
  applyAccessPath(api, world, { name: 'one', path: 'ap-1' });
  await untilReady(api, 'one');
  expect(await second.isLeader()).toBe(false);

  relay.cut();
  applyAccessPath(api, world, { name: 'two', path: 'ap-2' });
  await expect.poll(second.isLeader, { timeout: 15_000 }).toBe(true);
  expect(await first.isLeader(), 'one that is cut off ends before the other begins').toBe(false);
  await untilReady(api, 'two');
  expect(made(world.simulator).filter((body) => body.includes('ap-1'))).toHaveLength(1);
  expect(made(world.simulator).filter((body) => body.includes('ap-2'))).toHaveLength(1);
});

test('a leader that is stopped gives the Lease away at once', async () => {
  const [world, api] = [await aWorld(), await aCluster()];
  const first = await aClusterController(world, api, { name: 'controller-1' });
  await expect.poll(first.isLeader, { timeout: 10_000 }).toBe(true);
  const second = await aClusterController(world, api, { name: 'controller-2' });
  await first.stop();
  const [lease] = api.objects(resources.leases);
  expect(lease?.metadata).toMatchObject({ namespace: 'storage', name: 'twinsite-controller' });
  await expect.poll(second.isLeader, { timeout: 10_000 }).toBe(true);
});
