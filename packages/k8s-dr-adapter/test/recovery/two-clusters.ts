import {
  ok,
  readRecoverySet,
  type ClusterObject,
  type ClusterObjects,
  type JournalEntry,
  type ProtectedGroup,
  type RecoverySet,
  type RestoreLimits,
  type RestoreOrder,
  type RestorePorts,
} from '@twinsite/domain';
import { afterEach } from 'vitest';
import {
  ApiTransport,
  defaultKubeTimings,
  KubeClient,
  KubeObjects,
  type KubeObject,
} from '../../src/index.js';
import { clusterKinds as kinds, EmbeddedCluster, fixedAccess } from '../../src/testing/index.js';
import { realClock } from '../real-clock.js';

export interface ACluster {
  readonly cluster: EmbeddedCluster;
  readonly objects: KubeObjects;
}

const open: { cluster: EmbeddedCluster; transport: ApiTransport }[] = [];

afterEach(async () => {
  for (const { cluster, transport } of open.splice(0)) {
    await transport.close();
    await cluster.stop();
  }
});

/** An empty embedded cluster; it ends with the test. */
export async function aCluster(): Promise<ACluster> {
  const cluster = await EmbeddedCluster.start();
  const transport = new ApiTransport(fixedAccess(cluster.server.url), defaultKubeTimings);
  open.push({ cluster, transport });
  const client = new KubeClient(transport);
  return { cluster, objects: new KubeObjects({ client, clock: realClock, random: Math.random }) };
}

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
export async function runShop({ cluster }: ACluster): Promise<void> {
  const add = (kind: (typeof kinds)['pods'], name: string, body: object): KubeObject =>
    cluster.add(kind, { metadata: { name, ...(kind.namespaced ? { namespace: 'shop' } : {}) }, ...body });
  add(kinds.namespaces, 'shop', {});
  add(kinds.storageClasses, 'fast', { provisioner: 'iscsi.csi.xsky.com', reclaimPolicy: 'Delete' });
  add(kinds.configMaps, 'settings', { data: { color: 'blue' } });
  add(kinds.secrets, 'login', { data: { password: 'c2VjcmV0' }, type: 'Opaque' });
  for (const name of CLAIMS) add(kinds.persistentVolumeClaims, name, { spec: claimSpec });
  const template = { metadata: { labels: { app: 'shop' } } };
  add(kinds.pods, 'bare', { spec: podSpec('bare'), status: { phase: 'Running' } });
  add(kinds.statefulSets, 'db', {
    spec: { replicas: 3, template, volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: claimSpec }] },
  });
  add(kinds.deployments, 'web', { spec: { replicas: 2, template: { ...template, spec: podSpec('web') } } });
  await settled(cluster);
}

export const CLAIMS = ['bare', 'data-db-0', 'data-db-1', 'data-db-2', 'web'];

/** Every claim is bound. */
export async function settled(cluster: EmbeddedCluster): Promise<void> {
  const isOpen = (claim: KubeObject): boolean =>
    (claim['status'] as { phase?: string } | undefined)?.phase !== 'Bound';
  while (cluster.objects(kinds.persistentVolumeClaims).some(isOpen))
    await new Promise((done) => setImmediate(done));
}

const SHOP: ProtectedGroup = { name: 'shop', namespaces: ['shop'], labelSelector: undefined, pods: [] };

export async function shopSet({ objects }: ACluster): Promise<RecoverySet> {
  const read = await readRecoverySet(
    objects,
    { cluster: 'a', group: SHOP, driverNamespaces: ['kube-system'] },
    AbortSignal.timeout(10_000),
  );
  if (!read.ok) throw new Error(JSON.stringify(read.problem));
  return read.value;
}

export const orderFor = (
  set: RecoverySet,
  workloads: 'standby' | 'running' = 'running',
): RestoreOrder & RestoreLimits => ({
  set,
  adaptation: { group: 'shop', workloads },
  conflict: 'fail',
  waitMs: 5_000,
});

export interface Recorded {
  readonly ports: RestorePorts;
  readonly journal: JournalEntry[];
}

export function portsFor(target: ClusterObjects): Recorded {
  const journal: JournalEntry[] = [];
  const append = (entry: JournalEntry) => {
    journal.push(entry);
    return Promise.resolve(ok(undefined));
  };
  const progress = { tell: () => undefined };
  return { journal, ports: { target, journal: { append }, clock: realClock, progress } };
}

/** What the cluster is like for its users: no versions, no uids, no times. */
export function endState({ cluster }: ACluster): unknown {
  const bare = ({ metadata, ...rest }: KubeObject): unknown => {
    const { name, namespace, labels, annotations } = metadata;
    return JSON.parse(
      JSON.stringify({ ...rest, metadata: { name, namespace, labels, annotations } }).replaceAll(
        /"uid":"[^"]*"/g,
        '"uid":"-"',
      ),
    ) as ClusterObject;
  };
  return Object.values(kinds)
    .filter((kind) => !Array.isArray(kind))
    .map((kind) => cluster.objects(kind as (typeof kinds)['pods']).map(bare));
}
