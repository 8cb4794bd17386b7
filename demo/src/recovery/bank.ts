import { clusterKinds as kinds, type EmbeddedCluster } from '@twinsite/k8s-dr-adapter/testing';

const claimSpec = {
  accessModes: ['ReadWriteOnce'],
  storageClassName: 'fast',
  resources: { requests: { storage: '64Mi' } },
};

/** An application with a ledger on each of its volumes: a StatefulSet, and what it needs. Answers the handles. */
export async function openBank(cluster: EmbeddedCluster, volumes: number): Promise<readonly string[]> {
  cluster.add(kinds.namespaces, { metadata: { name: 'bank' } });
  cluster.add(kinds.storageClasses, {
    metadata: { name: 'fast' },
    provisioner: 'iscsi.csi.xsky.com',
    reclaimPolicy: 'Delete',
  });
  const metadata = (name: string) => ({ name, namespace: 'bank' });
  cluster.add(kinds.configMaps, { metadata: metadata('rates'), data: { euro: '1.08' } });
  cluster.add(kinds.secrets, { metadata: metadata('login'), data: { password: 'c2VjcmV0' }, type: 'Opaque' });
  for (let index = 0; index < volumes; index += 1)
    cluster.add(kinds.persistentVolumeClaims, {
      metadata: metadata(`data-ledger-${index}`),
      spec: claimSpec,
    });
  const bound = () => cluster.objects(kinds.persistentVolumes).filter((one) => phaseOf(one) === 'Bound');
  while (bound().length < volumes) await new Promise((done) => setImmediate(done));
  return bound().map(({ spec }) => (spec as { csi: { volumeHandle: string } }).csi.volumeHandle);
}

/** Begins to work, once its volumes are there. */
export function startBank(cluster: EmbeddedCluster, replicas: number): void {
  const template = {
    metadata: { labels: { app: 'ledger' } },
    spec: { containers: [{ name: 'ledger', image: 'ledger:1' }] },
  };
  const volumeClaimTemplates = [{ metadata: { name: 'data' }, spec: claimSpec }];
  cluster.add(kinds.statefulSets, {
    metadata: { name: 'ledger', namespace: 'bank' },
    spec: { replicas, template, volumeClaimTemplates },
  });
}

const phaseOf = ({ status }: Readonly<Record<string, unknown>>): unknown =>
  (status as { phase?: string } | undefined)?.phase;
