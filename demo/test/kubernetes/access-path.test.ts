import { twoSites } from '@twinsite/xms-adapter/simulator';
import { expect, test } from 'vitest';
import { aCluster, aClusterController, applyAccessPath, putSecret, untilReady } from '../support/cluster.js';
import { createRequest } from '../support/requests.js';
import { aWorld } from '../support/stand.js';

const emptyArray = () => aWorld({ topology: twoSites({ accessPaths: [] }) });

test('an AccessPath that is applied becomes Ready, and a class names it by its name in the cluster', async () => {
  const [world, api] = [await emptyArray(), await aCluster()];
  putSecret(api, 'admin');
  const { client } = await aClusterController(world, api);
  applyAccessPath(api, world);
  await untilReady(api);
  expect(world.simulator.state.accessPaths.all()).toMatchObject([{ name: 'ap-k8s' }]);
  const request = createRequest('pvc-1');
  const made = await client.controller.createVolume({
    ...request,
    parameters: { ...request.parameters, accessPaths: 'stretched' },
  });
  expect(made.volume?.volumeContext).toMatchObject({ accessPaths: 'ap-k8s' });
});
