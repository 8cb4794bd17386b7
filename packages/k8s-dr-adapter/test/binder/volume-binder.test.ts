import { afterEach, describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/index.js';
import { clusterKinds, EmbeddedCluster } from '../../src/testing/index.js';

const { persistentVolumeClaims, persistentVolumes, storageClasses } = clusterKinds;
const open: EmbeddedCluster[] = [];

afterEach(async () => {
  for (const cluster of open.splice(0)) await cluster.stop();
});

async function aCluster(): Promise<EmbeddedCluster> {
  const cluster = await EmbeddedCluster.start();
  open.push(cluster);
  return cluster;
}

const claim = (spec: object, metadata: object = {}): KubeObject => ({
  metadata: { name: 'data', namespace: 'shop', ...metadata },
  spec: {
    accessModes: ['ReadWriteOnce'],
    storageClassName: 'fast',
    resources: { requests: { storage: '1Gi' } },
    ...spec,
  },
});
const volume = (claimRef?: object, spec: object = {}): KubeObject => ({
  metadata: { name: 'pv-1' },
  spec: {
    accessModes: ['ReadWriteOnce'],
    storageClassName: 'fast',
    capacity: { storage: '2Gi' },
    csi: { driver: 'iscsi.csi.xsky.com', volumeHandle: 'h-1' },
    persistentVolumeReclaimPolicy: 'Retain',
    ...spec,
    ...(claimRef === undefined ? {} : { claimRef }),
  },
});
const ours = { namespace: 'shop', name: 'data' };
const phases = (cluster: EmbeddedCluster) =>
  [persistentVolumes, persistentVolumeClaims].map((kind) =>
    cluster.objects(kind).map(({ status }) => (status as { phase?: string } | undefined)?.phase),
  );
const fast: KubeObject = { metadata: { name: 'fast' }, ...{ provisioner: 'iscsi.csi.xsky.com' } };

describe('the binder of an embedded cluster', () => {
  it('keeps a volume for the claim that it names, and binds the two', async () => {
    const cluster = await aCluster();
    cluster.add(persistentVolumes, volume(ours));
    await expect.poll(() => phases(cluster)).toEqual([['Available'], []]);
    cluster.add(persistentVolumeClaims, claim({ volumeName: 'pv-1' }));
    await expect.poll(() => phases(cluster)).toEqual([['Bound'], ['Bound']]);
    const [pv] = cluster.objects(persistentVolumes);
    const [pvc] = cluster.objects(persistentVolumeClaims);
    expect(pv?.['spec']).toMatchObject({ claimRef: { uid: pvc?.metadata.uid } });
    expect(pvc?.['status']).toMatchObject({ capacity: { storage: '2Gi' } });
  });

  it('gives a volume whose claimRef was removed to whatever claim comes first', async () => {
    const cluster = await aCluster();
    cluster.add(persistentVolumes, volume());
    cluster.add(persistentVolumeClaims, claim({}, { name: 'theirs', namespace: 'other' }));
    await expect.poll(() => phases(cluster)).toEqual([['Bound'], ['Bound']]);
  });

  it('makes a new, empty volume for a claim that names none', async () => {
    const cluster = await aCluster();
    cluster.add(storageClasses, fast);
    cluster.add(persistentVolumeClaims, claim({}));
    await expect.poll(() => phases(cluster)).toEqual([['Bound'], ['Bound']]);
    expect(cluster.record.provisioned).toHaveLength(1);
  });

  it('calls a claim Lost that was bound and whose volume is not there', async () => {
    const cluster = await aCluster();
    const annotations = { 'pv.kubernetes.io/bind-completed': 'yes' };
    cluster.add(persistentVolumeClaims, claim({ volumeName: 'pv-1' }, { annotations }));
    await expect.poll(() => phases(cluster)).toEqual([[], ['Lost']]);
  });

  it.each([
    ['Retain', ['Released'], []],
    ['Delete', [], ['h-1']],
  ])('when the claim goes, does what policy %s says', async (policy, left, deleted) => {
    const cluster = await aCluster();
    cluster.add(persistentVolumes, volume(ours, { persistentVolumeReclaimPolicy: policy }));
    const made = cluster.add(persistentVolumeClaims, claim({ volumeName: 'pv-1' }));
    await expect.poll(() => phases(cluster)).toEqual([['Bound'], ['Bound']]);
    cluster.server.delete(persistentVolumeClaims, made);
    await expect.poll(() => phases(cluster)).toEqual([left, []]);
    expect(cluster.record.deleted).toEqual(deleted);
  });

  it('lets a claim wait whose volume is kept for another one', async () => {
    const cluster = await aCluster();
    cluster.add(persistentVolumes, volume({ namespace: 'shop', name: 'other' }));
    cluster.add(persistentVolumeClaims, claim({ volumeName: 'pv-1' }));
    await expect.poll(() => phases(cluster)).toEqual([['Available'], ['Pending']]);
  });
});
