import { cleanObject, type ClusterObject, type RecoverySet } from '@twinsite/domain';

/** What a group of that many claims is on its source: a class, volumes bound to claims, settings, and a Deployment for each ten. */
export function claimSet(group: string, claims: number): RecoverySet {
  const numbers = Array.from({ length: claims }, (_, index) => index + 1);
  const objects = [
    ...[namespace(group)].map((object) => ({ layer: 'namespace' as const, object })),
    { layer: 'class' as const, object: storageClass(group) },
    ...numbers.map((number) => ({ layer: 'volume' as const, object: volume(group, number) })),
    ...numbers
      .filter((number) => number % 10 === 0)
      .map((number) => ({ layer: 'config' as const, object: settings(group, number) })),
    ...numbers.map((number) => ({ layer: 'claim' as const, object: claim(group, number) })),
    ...numbers
      .filter((number) => number % 10 === 0)
      .map((number) => ({ layer: 'workload' as const, object: deployment(group, number) })),
  ];
  const inGroup = { group: '', kind: 'Namespace', namespace: undefined, name: group };
  return {
    group,
    cluster: 'a',
    objects: objects.map(({ layer, object }) => ({ layer, object: cleanObject(object) })),
    edges: [{ from: undefined, to: inGroup, reason: 'namespace of the group' }],
    gaps: [],
  };
}

export const claimName = (number: number): string => `data-${number}`;
export const volumeName = (group: string, number: number): string => `pv-${group}-${number}`;
export const handleOf = (group: string, number: number): string =>
  `csi-iscsi-vid-${volumeName(group, number)}`;

const namespace = (name: string): ClusterObject => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name },
});

const className = (group: string): string => `${group}-fast`;

const storageClass = (group: string): ClusterObject => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: className(group) },
  provisioner: 'iscsi.csi.xsky.com',
  parameters: { pool: 'poolB', accessPaths: 'path-1' },
  reclaimPolicy: 'Retain',
  volumeBindingMode: 'Immediate',
});

/** As the driver's volumes are on the source: bound, and with what binding leaves. */
const volume = (group: string, number: number): ClusterObject => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: {
    name: volumeName(group, number),
    annotations: { 'pv.kubernetes.io/provisioned-by': 'iscsi.csi.xsky.com' },
    finalizers: ['kubernetes.io/pv-protection'],
  },
  spec: {
    accessModes: ['ReadWriteOnce'],
    capacity: { storage: '1Gi' },
    claimRef: {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      namespace: group,
      name: claimName(number),
      uid: `00000000-0000-0000-0000-${String(number).padStart(12, '0')}`,
    },
    csi: { driver: 'iscsi.csi.xsky.com', volumeHandle: handleOf(group, number), fsType: 'ext4' },
    persistentVolumeReclaimPolicy: 'Retain',
    storageClassName: className(group),
    volumeMode: 'Filesystem',
  },
});

const claim = (namespaceName: string, number: number): ClusterObject => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: {
    name: claimName(number),
    namespace: namespaceName,
    annotations: { 'pv.kubernetes.io/bind-completed': 'yes' },
    finalizers: ['kubernetes.io/pvc-protection'],
  },
  spec: {
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: '1Gi' } },
    storageClassName: className(namespaceName),
    volumeMode: 'Filesystem',
    volumeName: volumeName(namespaceName, number),
  },
});

const settings = (namespaceName: string, number: number): ClusterObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: `settings-${number}`, namespace: namespaceName },
  data: { number: String(number) },
});

const deployment = (namespaceName: string, number: number): ClusterObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: `web-${number}`, namespace: namespaceName },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: `web-${number}` } },
    template: {
      metadata: { labels: { app: `web-${number}` } },
      spec: {
        containers: [{ name: 'web', image: 'web:1' }],
        volumes: [{ name: 'data', persistentVolumeClaim: { claimName: claimName(number) } }],
      },
    },
  },
});
