import { expect, test } from 'vitest';
import { named, read } from './read.js';
import { aShop, inShop, RUNNING, SHOP } from './shop.js';

test.each([
  ['batch/v1', 'Job', { conditions: [{ type: 'Complete', status: 'True' }] }],
  ['batch/v1', 'Job', { conditions: [{ type: 'Failed', status: 'True' }] }],
  ['v1', 'Pod', { phase: 'Succeeded' }],
])(
  'a finished %s %s never does its work once more on the other cluster',
  async (apiVersion, kind, status) => {
    const cluster = aShop();
    const migrations = async () =>
      named(await read(SHOP, cluster)).filter((name) => name.endsWith('/migrate'));
    cluster.put(inShop(apiVersion, kind, 'migrate', { spec: {}, status }));
    expect(await migrations()).toEqual([]);
    cluster.put(inShop(apiVersion, kind, 'migrate', { spec: {} }));
    expect(await migrations()).toHaveLength(1);
  },
);

test('a claim without a volume is never carried, the other cluster would make an empty one: its pod says what is missing (D1)', async () => {
  const cluster = aShop();
  const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'waiting' } }];
  cluster.put(
    inShop('v1', 'Pod', 'article', { spec: { ...RUNNING, volumes } }),
    inShop('v1', 'PersistentVolumeClaim', 'waiting', { spec: { storageClassName: 'my-sc' } }),
  );
  const set = await read({ ...SHOP, pods: ['article'] }, cluster);
  expect(named(set).filter((name) => name.startsWith('claim'))).toEqual([]);
  expect(set.gaps).toMatchObject([{ to: { name: 'waiting' }, required: true }]);
});

test('a snapshot comes with its content; one that is not taken yet never makes the other cluster take one', async () => {
  const cluster = aShop();
  const group = 'snapshot.storage.k8s.io/v1';
  const content = (name: string, status: object) => ({
    apiVersion: group,
    kind: 'VolumeSnapshotContent',
    metadata: { name },
    spec: { source: { volumeHandle: 'csi-iscsi-vid-pv-1' } },
    status,
  });
  const snapshot = (name: string, status: object) =>
    inShop(group, 'VolumeSnapshot', name, { spec: { source: { persistentVolumeClaimName: 'c' } }, status });
  cluster.put(
    snapshot('taken', { boundVolumeSnapshotContentName: 'content-1' }),
    content('content-1', { snapshotHandle: 'h' }),
    snapshot('bound-only', { boundVolumeSnapshotContentName: 'content-2' }),
    content('content-2', {}),
    snapshot('new', {}),
  );
  const set = await read(SHOP, cluster);
  expect(named(set).filter((name) => name.includes('Snapshot'))).toEqual([
    'volume: VolumeSnapshotContent.snapshot.storage.k8s.io content-1',
    'claim: VolumeSnapshot.snapshot.storage.k8s.io shop/bound-only',
    'claim: VolumeSnapshot.snapshot.storage.k8s.io shop/taken',
  ]);
  expect(set.gaps.map(({ to }) => to.name)).toContain('content-2');
});
