import { never, protectGroup, releaseGroup } from '@twinsite/domain';
import { expectOk, expectProblem } from '@twinsite/domain/testing';
import { expect, test } from 'vitest';
import { FakeCluster } from './fake-cluster.js';
import { boundSnapshot, boundVolume, setOf } from './volumes.js';

const objects = [...boundVolume('pv-1'), ...boundVolume('pv-2', 'Retain'), ...boundSnapshot('content-1')];
const policyOf = (cluster: FakeCluster, name: string) =>
  cluster.one('PersistentVolume', name)['spec'] as Readonly<Record<string, unknown>>;

async function protectedShop() {
  const [source, peer] = [new FakeCluster(), new FakeCluster()];
  source.put(...objects);
  expectOk(await protectGroup({ source, set: setOf(objects) }, never), 'protect');
  source.patches.length = 0;
  const release = () => releaseGroup({ source, peer, group: 'shop' }, never);
  const expectAllRetained = () => {
    for (const name of ['pv-1', 'pv-2'])
      expect(policyOf(source, name)['persistentVolumeReclaimPolicy']).toBe('Retain');
    expect(source.one('PersistentVolume', 'pv-1').metadata.labels?.['dr.xsky.io/group']).toBe('shop');
  };
  return { source, peer, release, expectAllRetained };
}

test('each volume and snapshot gets the policy back that it had, and drctl leaves no mark on it', async () => {
  const { source, release } = await protectedShop();
  const released = expectOk(await release(), 'release');
  expect(released.map(({ original }) => original)).toEqual(['Delete', 'Retain', 'Delete']);
  expect(policyOf(source, 'pv-1')['persistentVolumeReclaimPolicy']).toBe('Delete');
  expect(policyOf(source, 'pv-2')['persistentVolumeReclaimPolicy']).toBe('Retain');
  expect(source.one('PersistentVolume', 'pv-1').metadata).toMatchObject({
    labels: {},
    annotations: { note: 'kept' },
  });
  expect(source.one('VolumeSnapshotContent', 'content-1')['spec']).toMatchObject({
    deletionPolicy: 'Delete',
  });
  expect(expectOk(await release(), 'again')).toEqual([]);
});

test('Delete is never given back while the peer holds a volume of the same handle, whatever its name (D9)', async () => {
  const { source, peer, release, expectAllRetained } = await protectedShop();
  const [volume] = boundVolume('pv-1', 'Retain');
  if (volume !== undefined) peer.put({ ...volume, metadata: { name: 'renamed' } });
  const problem = expectProblem(await release(), 'peer-holds-data', 'release');
  expect(problem).toMatchObject({ holder: 'PersistentVolume renamed' });
  expect(source.patches).toEqual([]);
  expectAllRetained();
});

test('a snapshot that the peer holds too keeps everything Retain', async () => {
  const { source, peer, release } = await protectedShop();
  peer.put({
    apiVersion: 'snapshot.storage.k8s.io/v1',
    kind: 'VolumeSnapshotContent',
    metadata: { name: 'content-1' },
    spec: { deletionPolicy: 'Retain', source: { snapshotHandle: 'handle-content-1' } },
  });
  expectProblem(await release(), 'peer-holds-data', 'release');
  expect(source.patches).toEqual([]);
});

test('a peer that cannot be asked proves nothing (D20)', async () => {
  const { source, peer, release, expectAllRetained } = await protectedShop();
  peer.down = true;
  expectProblem(await release(), 'kubernetes-unreachable', 'release');
  expect(source.patches).toEqual([]);
  expectAllRetained();
});

test('a volume that comes up on the peer meanwhile makes all Retain again', async () => {
  const { source, peer, release, expectAllRetained } = await protectedShop();
  source.afterPatch = () => peer.put(...boundVolume('pv-1', 'Retain'));
  expectProblem(await release(), 'peer-holds-data', 'release');
  expectAllRetained();
});

test('a peer that falls silent half way makes all Retain again', async () => {
  const { source, peer, release, expectAllRetained } = await protectedShop();
  source.afterPatch = () => (peer.down = true);
  expectProblem(await release(), 'kubernetes-unreachable', 'release');
  expectAllRetained();
});

test('a volume whose claim is gone, or is another one, is never deleted by giving Delete back', async () => {
  const { source, release, expectAllRetained } = await protectedShop();
  const claim = source.one('PersistentVolumeClaim', 'claim-pv-1');
  source.drop('PersistentVolumeClaim', 'claim-pv-1');
  const problem = expectProblem(await release(), 'release-deletes-data', 'release');
  expect(problem).toMatchObject({ missing: 'PersistentVolumeClaim shop/claim-pv-1' });
  source.put({ ...claim, metadata: { ...claim.metadata, uid: 'another' } });
  expectProblem(await release(), 'release-deletes-data', 'release');
  source.put({ ...claim, metadata: { ...claim.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } });
  expectProblem(await release(), 'release-deletes-data', 'release');
  expect(source.patches).toEqual([]);
  expectAllRetained();
});

test('a volume that drctl made gets its provisioner back, which alone would delete it', async () => {
  const { source, release } = await protectedShop();
  const volume = source.one('PersistentVolume', 'pv-1');
  const annotations = {
    ...volume.metadata.annotations,
    'dr.xsky.io/original-provisioned-by': 'iscsi.csi.xsky.com',
  };
  source.put({ ...volume, metadata: { ...volume.metadata, annotations } });
  expectOk(await release(), 'release');
  expect(source.one('PersistentVolume', 'pv-1').metadata.annotations).toEqual({
    note: 'kept',
    'pv.kubernetes.io/provisioned-by': 'iscsi.csi.xsky.com',
  });
});
