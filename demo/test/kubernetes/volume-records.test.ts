import { resources } from '@twinsite/k8s-dr-adapter';
import type { FakeApiServer } from '@twinsite/k8s-dr-adapter/testing';
import { expect, test } from 'vitest';
import { aCluster, aClusterController, applyAccessPath, putSecret } from '../support/cluster.js';
import { createRequest, retried } from '../support/requests.js';
import { aWorld } from '../support/stand.js';

const FOREIGN = { metadata: { namespace: 'storage', name: 'csi-iscsi-vid-old' }, data: { any: 'thing' } };

const recordsIn = (api: FakeApiServer): readonly string[] =>
  api.objects(resources.configMaps).map(({ metadata }) => metadata.name);

test('a ConfigMap comes with its PersistentVolume, is repaired, goes with it, and foreign ones stay', async () => {
  const [world, api] = [await aWorld(), await aCluster()];
  putSecret(api, 'admin');
  applyAccessPath(api, world);
  api.add(resources.configMaps, FOREIGN);
  const { client, metrics } = await aClusterController(world, api);
  const create = () => client.controller.createVolume(createRequest('pvc-1'));
  const { volume } = await retried(create, 15_000);
  const csi = {
    driver: 'iscsi.csi.xsky.com',
    volumeHandle: volume?.volumeId,
    volumeAttributes: volume?.volumeContext,
  };
  const pv = api.add(resources.persistentVolumes, { metadata: { name: 'pvc-1' }, spec: { csi } });
  await expect.poll(() => recordsIn(api), { timeout: 10_000 }).toContain('csi-iscsi-vid-pvc-1');
  const record = api.objects(resources.configMaps).find(({ metadata }) => metadata.name.endsWith('pvc-1'));
  expect(record).toMatchObject({
    metadata: { namespace: 'storage', labels: { 'app.kubernetes.io/managed-by': 'twinsite' } },
  });
  const data = record?.['data'] as { readonly 'volume.json': string };
  expect(JSON.parse(data['volume.json'])).toMatchObject({
    clusterId: 'site-one',
    volumeHandle: 'csi-iscsi-vid-pvc-1',
    pool: 'pool-a',
  });
  expect(await metrics()).toMatch(/twinsite_volume_records\{state="ours"\} 1/);
  api.delete(resources.persistentVolumes, pv);
  await expect.poll(() => recordsIn(api), { timeout: 10_000 }).toEqual(['csi-iscsi-vid-old']);
  expect(api.objects(resources.configMaps)[0]).toMatchObject({ data: { any: 'thing' } });
});
