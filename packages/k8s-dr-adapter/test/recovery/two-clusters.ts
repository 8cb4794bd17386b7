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
import type { Resource } from '../../src/client/resource.js';
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
  acceptGaps: false,
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
    .map((kind) => cluster.objects(kind as Resource).map(bare));
}
