import { VolumeCapability_AccessMode_Mode as Mode } from '@twinsite/csi-adapter';
import { createLogger } from '@twinsite/driver';
import { resources } from '@twinsite/k8s-dr-adapter';
import type { FakeApiServer } from '@twinsite/k8s-dr-adapter/testing';
import { twoSites } from '@twinsite/xms-adapter/simulator';
import { expect, test } from 'vitest';
import type { TwoSiteWorld } from '../../src/world/two-site-world.js';
import { aCluster, aFileController } from '../support/cluster.js';
import { refusal, retried, SIZE } from '../support/requests.js';
import { aWorld } from '../support/stand.js';

const CANARY = 'canary-pa55word';
const capability = {
  accessType: { case: 'mount' as const, value: {} },
  accessMode: { mode: Mode.MULTI_NODE_MULTI_WRITER },
};

const twoUsers = () =>
  aWorld({
    topology: twoSites({
      users: [
        { name: 'admin', email: 'admin@array.test', password: CANARY, roles: ['Admin'] },
        { name: 'other', email: 'other@array.test', password: 'other-pa55word', roles: ['Admin'] },
      ],
    }),
  });

/** The article's class, with this world's managers. */
const classOf = (world: TwoSiteWorld, user = 'admin', password = CANARY) => ({
  xmsServers: world.simulator.xmsServers(),
  user,
  password,
  shares: '10.7.9.9:/sdsfs/k8s-nfs/',
  clientGroupName: 'k8s-cluster',
});

const createRequest = (name: string, parameters: Record<string, string>) => ({
  name,
  capacityRange: { requiredBytes: SIZE },
  volumeCapabilities: [capability],
  parameters,
});

const keptIn = (api: FakeApiServer): string =>
  api
    .objects(resources.secrets)
    .flatMap((secret) => Object.values((secret['data'] ?? {}) as Record<string, string>))
    .map((value) => Buffer.from(value, 'base64').toString('utf8'))
    .join();

test('the article’s class brings its array: volumes are deleted after a restart, and no PV holds the password', async () => {
  const [world, api] = [await twoUsers(), await aCluster()];
  const lines: string[] = [];
  const log = createLogger('test', 'trace', { write: (line: string) => void lines.push(line) });
  const first = await aFileController(world, api, { log });
  const { volume } = await first.client.controller.createVolume(createRequest('pvc-1', classOf(world)));
  await first.client.controller.createVolume(createRequest('pvc-2', classOf(world)));
  expect(JSON.stringify(volume?.volumeContext)).not.toContain(CANARY);
  expect(keptIn(api)).toContain(CANARY);
  expect(lines.filter((line) => line.includes('credentials in a StorageClass'))).toHaveLength(1);
  expect(lines.join('')).not.toContain(CANARY);
  await first.stop();
  const second = await aFileController(world, api, { name: 'again' });
  for (const name of ['pvc-1', 'pvc-2'])
    await retried(() => second.client.controller.deleteVolume({ volumeId: `csi-nfs-vid-${name}` }));
  expect(world.simulator.state.fsQuotaTrees.all()).toEqual([]);
});

test('a wrong password in one class takes the array from no other, and the last one that logs in is used', async () => {
  const [world, api] = [await twoUsers(), await aCluster()];
  const { client } = await aFileController(world, api);
  await client.controller.createVolume(createRequest('pvc-1', classOf(world)));
  const wrong = classOf(world, 'admin', 'wrong');
  const refused = await refusal(client.controller.createVolume(createRequest('pvc-2', wrong)));
  expect(refused.status).toBe('UNAUTHENTICATED');
  expect(keptIn(api)).toContain(CANARY);
  const other = classOf(world, 'other', 'other-pa55word');
  await client.controller.createVolume(createRequest('pvc-3', other));
  expect(keptIn(api)).toContain('other-pa55word');
  expect(keptIn(api)).not.toContain(CANARY);
  const volumes = await client.controller.listVolumes({});
  expect(volumes.entries.map(({ volume }) => volume?.volumeId)).toEqual([
    'csi-nfs-vid-pvc-1',
    'csi-nfs-vid-pvc-3',
  ]);
});

test('credentials of a Secret that a class refers to are kept as those of a class, without a warning', async () => {
  const [world, api] = [await twoUsers(), await aCluster()];
  const lines: string[] = [];
  const log = createLogger('test', 'info', { write: (line: string) => void lines.push(line) });
  const { client } = await aFileController(world, api, { log });
  const { user, password, ...parameters } = classOf(world);
  const request = { ...createRequest('pvc-1', parameters), secrets: { user, password } };
  await client.controller.createVolume(request);
  await client.controller.deleteVolume({ volumeId: 'csi-nfs-vid-pvc-1' });
  expect(lines.join('')).not.toContain('credentials in a StorageClass');
});
