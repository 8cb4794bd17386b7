import type { ClusterObject, ProtectedGroup } from '@twinsite/domain';
import { FakeClusterReads } from '@twinsite/domain/testing';

type Body = Readonly<Record<string, unknown>>;

const object = (apiVersion: string, kind: string, name: string, body: Body = {}): ClusterObject => ({
  apiVersion,
  kind,
  metadata: { name },
  ...body,
});
export const inShop = (apiVersion: string, kind: string, name: string, body: Body = {}): ClusterObject => ({
  ...object(apiVersion, kind, name, body),
  metadata: {
    name,
    namespace: 'shop',
    uid: `uid-${kind}-${name}`,
    ...(body['metadata'] as Body | undefined),
  },
});
const owned = (kind: string, name: string) => ({
  metadata: {
    ownerReferences: [{ apiVersion: 'apps/v1', kind, name, uid: `uid-${kind}-${name}`, controller: true }],
  },
});

export const SHOP: ProtectedGroup = {
  name: 'shop',
  namespaces: ['shop'],
  labelSelector: undefined,
  pods: [],
};

/** A StatefulSet with its claim, volume and class, as it stands in a cluster, and things that each cluster makes itself. */
export function aShop(): FakeClusterReads {
  const cluster = new FakeClusterReads();
  cluster.put(
    object('v1', 'Namespace', 'shop'),
    inShop('apps/v1', 'StatefulSet', 'db', {
      spec: {
        replicas: 1,
        serviceName: 'db',
        volumeClaimTemplates: [{ metadata: { name: 'data' } }],
        template: {
          spec: {
            serviceAccountName: 'db',
            priorityClassName: 'high',
            imagePullSecrets: [{ name: 'registry' }],
            containers: [{ name: 'main', envFrom: [{ secretRef: { name: 'login' } }] }],
          },
        },
      },
    }),
    inShop('apps/v1', 'ControllerRevision', 'db-1'),
    inShop('v1', 'Pod', 'db-0', { ...owned('StatefulSet', 'db'), spec: {} }),
    inShop('v1', 'Service', 'db', { spec: { clusterIP: 'None' } }),
    inShop('v1', 'ServiceAccount', 'db', { imagePullSecrets: [{ name: 'registry' }] }),
    inShop('v1', 'ServiceAccount', 'default'),
    inShop('v1', 'ConfigMap', 'kube-root-ca.crt'),
    inShop('v1', 'Secret', 'login'),
    inShop('v1', 'Secret', 'registry'),
    inShop('v1', 'Secret', 'token', { type: 'kubernetes.io/service-account-token' }),
    inShop('v1', 'PersistentVolumeClaim', 'data-db-0', {
      ...owned('StatefulSet', 'db'),
      spec: { volumeName: 'pv-1', storageClassName: 'my-sc' },
    }),
    inShop('example.test/v1', 'Backup', 'nightly'),
    // Its owner names it nowhere.
    inShop('v1', 'PersistentVolumeClaim', 'of-nightly', {
      ...owned('Backup', 'nightly'),
      spec: { volumeName: 'pv-2' },
    }),
    object('v1', 'PersistentVolume', 'pv-2', { spec: {} }),
    object('scheduling.k8s.io/v1', 'PriorityClass', 'high'),
    object('scheduling.k8s.io/v1', 'PriorityClass', 'unused'),
    object('v1', 'PersistentVolume', 'pv-1', {
      spec: {
        storageClassName: 'my-sc',
        csi: {
          volumeHandle: 'csi-iscsi-vid-pv-1',
          controllerExpandSecretRef: { name: 'expand', namespace: 'vendor' },
          nodeStageSecretRef: { name: 'stage', namespace: 'vendor' },
        },
      },
    }),
    object('v1', 'PersistentVolume', 'pv-of-others', { spec: {} }),
    object('storage.k8s.io/v1', 'StorageClass', 'my-sc', {
      parameters: {
        accessPaths: 'my-ap',
        'csi.storage.k8s.io/provisioner-secret-name': '${pvc.name}-secret',
        'csi.storage.k8s.io/provisioner-secret-namespace': '${pvc.namespace}',
      },
    }),
    inVendor('sds.xsky.com/v1', 'AccessPath', 'my-ap', {
      spec: { cluster_info: { secret_name: 'array', secret_namespace: 'vendor' } },
    }),
    inVendor('v1', 'Secret', 'array'),
    inVendor('v1', 'Secret', 'stage'),
    inVendor('v1', 'Secret', 'of-nobody'),
    inVendor('v1', 'ConfigMap', 'csi-iscsi-vid-pv-1'),
    object('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', 'db-reads', {
      roleRef: { kind: 'ClusterRole', name: 'reader' },
      subjects: [{ kind: 'ServiceAccount', name: 'db', namespace: 'shop' }],
    }),
    object('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', 'of-others', {
      roleRef: { kind: 'ClusterRole', name: 'reader' },
      subjects: [{ kind: 'ServiceAccount', name: 'db', namespace: 'elsewhere' }],
    }),
    object('rbac.authorization.k8s.io/v1', 'ClusterRole', 'reader'),
    object('apiextensions.k8s.io/v1', 'CustomResourceDefinition', 'backups.example.test', {
      spec: { group: 'example.test', names: { kind: 'Backup' } },
    }),
  );
  return cluster;
}

const inVendor = (apiVersion: string, kind: string, name: string, body: Body = {}): ClusterObject => ({
  ...object(apiVersion, kind, name, body),
  metadata: { name, namespace: 'vendor' },
});

/** As the API server shows a pod that was asked for with an image and a name. */
export const RUNNING = {
  nodeName: 'worker-1',
  serviceAccountName: 'default',
  containers: [{ name: 'main', image: 'nginx' }],
  volumes: [
    {
      name: 'kube-api-access-abcde',
      projected: { sources: [{ configMap: { name: 'kube-root-ca.crt' } }] },
    },
  ],
};
