import { createLogger } from '@twinsite/driver';
import { resources } from '@twinsite/k8s-dr-adapter';
import { twoSites } from '@twinsite/xms-adapter/simulator';
import { expect, test } from 'vitest';
import {
  aCluster,
  aClusterController,
  aClusterNode,
  applyAccessPath,
  putSecret,
  untilReady,
} from '../support/cluster.js';
import { attach, detach, stage, unstage } from '../support/lifecycle.js';
import { createRequest, refusal, retried } from '../support/requests.js';
import { aWorld } from '../support/stand.js';

const CANARY = 'canary-5ecre7-pa55';
const WRONG = 'canary-wr0ng-pa55';

test('what stands in a Secret shows in no log, status, event, ConfigMap, metric, error or request to the API server', async () => {
  const shown: string[] = [];
  const log = createLogger('test', 'trace', { write: (line: string) => void shown.push(line) });
  const users = [{ name: 'admin', email: 'admin@array.test', password: CANARY, roles: ['Admin'] }];
  const world = await aWorld({ topology: twoSites({ users, accessPaths: [] }) });
  const api = await aCluster();
  putSecret(api, WRONG);
  applyAccessPath(api, world);
  const controller = await aClusterController(world, api, { log });
  const node = await aClusterNode(world, api, { log });
  await expect
    .poll(async () => (await refusal(controller.client.controller.createVolume(createRequest('x')))).message)
    .toMatch(/credentials/);
  shown.push((await refusal(controller.client.controller.createVolume(createRequest('x')))).message);

  putSecret(api, CANARY);
  await untilReady(api);
  const attached = await retried(() => attach(controller.client, node.client, 'pvc-1'), 15_000);
  const csi = { driver: 'iscsi.csi.xsky.com', volumeHandle: attached.volumeId };
  api.add(resources.persistentVolumes, { metadata: { name: 'pvc-1' }, spec: { csi } });
  await expect.poll(() => api.objects(resources.configMaps), { timeout: 10_000 }).toHaveLength(1);
  await stage(node.client, attached);
  await unstage(node.client, attached);
  await detach(controller.client, attached);

  const kinds = [
    resources.accessPaths,
    resources.configMaps,
    resources.events,
    resources.nodePaths,
    resources.leases,
  ];
  shown.push(...kinds.map((kind) => JSON.stringify(api.objects(kind))));
  shown.push(...api.requests.map(({ method, url, body }) => `${method} ${url} ${body}`));
  shown.push(await controller.metrics(), await node.metrics());
  shown.push(JSON.stringify(world.simulator.requestLog()));
  const all = shown.join('\n');
  expect(all.length).toBeGreaterThan(10_000);
  for (const secret of [CANARY, WRONG]) {
    expect(all).not.toContain(secret);
    expect(all).not.toContain(Buffer.from(secret).toString('base64').slice(0, -2));
  }
});
