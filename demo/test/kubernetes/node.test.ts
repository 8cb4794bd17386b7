import { resources } from '@twinsite/k8s-dr-adapter';
import type { FakeApiServer } from '@twinsite/k8s-dr-adapter/testing';
import { twoSites } from '@twinsite/xms-adapter/simulator';
import { expect, test } from 'vitest';
import {
  aCluster,
  aClusterController,
  aClusterNode,
  applyAccessPath,
  editGateways,
  putSecret,
  untilReady,
} from '../support/cluster.js';
import { attach, stage } from '../support/lifecycle.js';
import { aWorld } from '../support/stand.js';

const reportOf = (api: FakeApiServer): string => JSON.stringify(api.objects(resources.nodePaths));

function threeGateways() {
  const topology = twoSites({ accessPaths: [] });
  const gateway = { iqn: 'iqn.2018-12.sds2.6:194bd1e1bff5fd3c', ip: '10.7.2.9', port: 3260 };
  const third = { name: 'gw-c', site: 'b' as const, type: 'storage_server', adminIp: '10.8.2.9' };
  const roles = ['block_storage_gateway'];
  return { ...topology, hosts: [...topology.hosts, { ...third, roles, gateway }] };
}

test('a live volume gains the path of a gateway that is added to its AccessPath, and its node says so', async () => {
  const [world, api] = [await aWorld({ topology: threeGateways() }), await aCluster()];
  putSecret(api, 'admin');
  applyAccessPath(api, world);
  const controller = await aClusterController(world, api);
  await untilReady(api);
  const node = await aClusterNode(world, api);
  api.add(resources.csiNodes, { metadata: { name: 'node-1' } });
  await stage(node.client, await attach(controller.client, node.client, 'pvc-1'));
  editGateways(api, 'gw-a,gw-b,gw-c');
  const paths = () =>
    world
      .host('node-1')
      .pathStates()
      .filter(({ active }) => active);
  await expect.poll(() => paths().map(({ portal }) => portal), { timeout: 20_000 }).toHaveLength(3);
  await expect.poll(() => reportOf(api), { timeout: 20_000 }).toMatch(/10\.7\.2\.9:3260[^}]*"state":"ready"/);
});
