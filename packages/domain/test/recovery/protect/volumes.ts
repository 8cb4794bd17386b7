import { cleanObject, type ClusterObject, type RecoverySet } from '@twinsite/domain';

/** A bound pair; `policy` is that of the volume. */
export const boundVolume = (name: string, policy = 'Delete'): readonly ClusterObject[] => [
  {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name, uid: `uid-${name}`, annotations: { note: 'kept' } },
    spec: {
      persistentVolumeReclaimPolicy: policy,
      csi: { driver: 'iscsi.csi.xsky.com', volumeHandle: `csi-iscsi-vid-${name}` },
      claimRef: { namespace: 'shop', name: `claim-${name}`, uid: `uid-claim-${name}` },
    },
  },
  {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: `claim-${name}`, namespace: 'shop', uid: `uid-claim-${name}` },
    spec: { volumeName: name },
  },
];

export const boundSnapshot = (name: string): readonly ClusterObject[] => [
  {
    apiVersion: 'snapshot.storage.k8s.io/v1',
    kind: 'VolumeSnapshotContent',
    metadata: { name, uid: `uid-${name}` },
    spec: {
      deletionPolicy: 'Delete',
      source: { volumeHandle: 'csi-iscsi-vid-pv-1' },
      volumeSnapshotRef: { namespace: 'shop', name: `snap-${name}`, uid: `uid-snap-${name}` },
    },
    status: { snapshotHandle: `handle-${name}` },
  },
  {
    apiVersion: 'snapshot.storage.k8s.io/v1',
    kind: 'VolumeSnapshot',
    metadata: { name: `snap-${name}`, namespace: 'shop', uid: `uid-snap-${name}` },
  },
];

export const statefulSet = (retention: Readonly<Record<string, string>>): ClusterObject => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name: 'db', namespace: 'shop' },
  spec: { persistentVolumeClaimRetentionPolicy: retention },
});

export const setOf = (objects: readonly ClusterObject[], group = 'shop'): RecoverySet => ({
  group,
  cluster: 'a',
  objects: objects.map((object) => ({ layer: 'volume', object: cleanObject(object) })),
  edges: [],
  gaps: [],
});
