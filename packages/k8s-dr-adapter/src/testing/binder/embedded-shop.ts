import type { KubeObject } from '../../client/kube-object.js';
import type { Resource } from '../../client/resource.js';
import * as kinds from './cluster-kinds.js';
import type { EmbeddedCluster } from './embedded-cluster.js';

const claimSpec = {
  accessModes: ['ReadWriteOnce'],
  storageClassName: 'fast',
  resources: { requests: { storage: '1Gi' } },
};
const podSpec = (claim?: string) => ({
  containers: [{ name: 'app', image: 'app:1' }],
  volumes: [
    ...(claim === undefined ? [] : [{ name: 'data', persistentVolumeClaim: { claimName: claim } }]),
    { name: 'settings', configMap: { name: 'settings' } },
  ],
});

/** The three apps of the article's readers: a bare pod, a StatefulSet with three claims, a Deployment; provisioned and bound. */
export async function runShop(cluster: EmbeddedCluster): Promise<void> {
  const add = (kind: Resource, name: string, body: object): KubeObject =>
    cluster.add(kind, { metadata: { name, ...(kind.namespaced ? { namespace: 'shop' } : {}) }, ...body });
  add(kinds.namespaces, 'shop', {});
  add(kinds.storageClasses, 'fast', { provisioner: 'iscsi.csi.xsky.com', reclaimPolicy: 'Delete' });
  add(kinds.configMaps, 'settings', { data: { color: 'blue' } });
  add(kinds.secrets, 'login', { data: { password: 'c2VjcmV0' }, type: 'Opaque' });
  for (const name of SHOP_CLAIMS) add(kinds.persistentVolumeClaims, name, { spec: claimSpec });
  const template = { metadata: { labels: { app: 'shop' } } };
  add(kinds.pods, 'bare', { spec: podSpec('bare'), status: { phase: 'Running' } });
  add(kinds.statefulSets, 'db', {
    spec: { replicas: 3, template, volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: claimSpec }] },
  });
  add(kinds.deployments, 'web', { spec: { replicas: 2, template: { ...template, spec: podSpec('web') } } });
  await settled(cluster);
}

export const SHOP_CLAIMS = ['bare', 'data-db-0', 'data-db-1', 'data-db-2', 'web'];

/** Every claim is bound. */
async function settled(cluster: EmbeddedCluster): Promise<void> {
  const isOpen = (claim: KubeObject): boolean =>
    (claim['status'] as { phase?: string } | undefined)?.phase !== 'Bound';
  while (cluster.objects(kinds.persistentVolumeClaims).some(isOpen))
    await new Promise((done) => setImmediate(done));
}
