import { cleanObject, type ClusterObject, type RecoverySet } from '@twinsite/domain';

/** `data-1` of namespace shop and its volume, as the source has them. */
export const claimOf = (name: string, more: object = {}): ClusterObject => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name, namespace: 'shop', uid: `uid-${name}` },
  spec: {
    accessModes: ['ReadWriteOnce'],
    storageClassName: 'fast',
    resources: { requests: { storage: '1Gi' } },
    volumeName: `pv-${name}`,
  },
  status: { phase: 'Bound', capacity: { storage: '1Gi' } },
  ...more,
});

export const volumeOf = (name: string, spec: object = {}): ClusterObject => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name: `pv-${name}`, uid: `uid-pv-${name}`, resourceVersion: '7' },
  spec: {
    accessModes: ['ReadWriteOnce'],
    storageClassName: 'fast',
    capacity: { storage: '1Gi' },
    persistentVolumeReclaimPolicy: 'Retain',
    csi: { driver: 'iscsi.csi.xsky.com', volumeHandle: `csi-iscsi-vid-${name}` },
    claimRef: {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      namespace: 'shop',
      name,
      uid: `uid-${name}`,
    },
    ...spec,
  },
  status: { phase: 'Bound' },
});

const shop: ClusterObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
const inShop = { group: '', kind: 'Namespace', namespace: undefined, name: 'shop' };

/** The set of a group in namespace shop, with a pair for each name. */
export const shopSet = (names: readonly string[], more: RecoverySet['objects'] = []): RecoverySet => ({
  group: 'shop',
  cluster: 'a',
  objects: [
    { layer: 'namespace', object: shop },
    ...names.map((name) => ({ layer: 'volume' as const, object: cleanObject(volumeOf(name)) })),
    ...names.map((name) => ({ layer: 'claim' as const, object: cleanObject(claimOf(name)) })),
    ...more,
  ],
  edges: [{ from: undefined, to: inShop, reason: 'namespace of the group' }],
  gaps: [],
});
