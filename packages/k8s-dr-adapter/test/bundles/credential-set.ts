import type { ClusterObject, RecoverySet } from '@twinsite/domain';

export const SECRETS = [
  'c2VjcmV0LWluLWRhdGE=',
  'article-admin-password',
  'class-password',
  'env-token',
  'map-key',
];
const [inData, inVolume, inClass, inEnv, inMap] = SECRETS;

const secret: ClusterObject = {
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: {
    name: 'login',
    namespace: 'shop',
    annotations: { 'kubectl.kubernetes.io/last-applied-configuration': `{"data":{"p":"${inData}"}}` },
  },
  data: { p: inData },
  type: 'Opaque',
};
/** As the article has it: user and password in clear. */
const volume: ClusterObject = {
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name: 'pv-1' },
  spec: {
    csi: {
      driver: 'com.nfs.csi.xsky',
      volumeHandle: 'csi-nfs-vid-pv-1',
      volumeAttributes: { user: 'admin', password: inVolume, share: '/dr' },
    },
  },
};
const storageClass: ClusterObject = {
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'nfs' },
  parameters: { password: inClass, 'csi.storage.k8s.io/provisioner-secret-name': 'xms' },
};
const deployment: ClusterObject = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'shop' },
  spec: {
    template: {
      spec: { containers: [{ name: 'web', env: [{ name: 'A' }, { name: 'API_TOKEN', value: inEnv }] }] },
    },
  },
};
const config: ClusterObject = {
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'system:odd*name', namespace: 'shop' },
  data: { 'tls.key': inMap, plain: 'yes' },
};

/** A set that has credentials everywhere a credential can be; `reversed`: with its members in another order. */
export function credentialSet({ reversed = false } = {}): RecoverySet {
  const turned = (object: ClusterObject): ClusterObject => {
    const { apiVersion, kind, metadata } = object;
    return { ...Object.fromEntries(Object.entries(object).reverse()), apiVersion, kind, metadata };
  };
  const of = (layer: RecoverySet['objects'][number]['layer'], object: ClusterObject) => ({
    layer,
    object: reversed ? turned(object) : object,
  });
  return {
    group: 'shop',
    cluster: 'a',
    objects: [
      of('class', storageClass),
      of('volume', volume),
      of('config', config),
      of('config', secret),
      of('workload', deployment),
    ],
    edges: [],
    gaps: [],
  };
}
