import { randomUUID } from 'node:crypto';
import { formatKey, keepVolumeRecords, reconcileAccessPath, type EventSink } from '@twinsite/domain';
import { LeaderElection } from '@twinsite/k8s-dr-adapter';
import { systemClock, type ArrayListFinding } from '@twinsite/xms-adapter';
import type { Logger } from 'pino';
import type { DependencyContainer } from 'tsyringe';
import { ChangeBell } from '../background/change-bell.js';
import { ElectionTrouble } from '../background/election-trouble.js';
import { followArrays } from '../background/follow-arrays.js';
import { lead, type LeaderParts } from '../background/lead.js';
import type { Loop } from '../background/loop.js';
import type { KubernetesSettings } from '../config/kubernetes-settings.js';
import type { Cluster } from '../kubernetes/cluster.js';
import { listArrays } from '../kubernetes/list-arrays.js';
import { namesOfObjects } from '../kubernetes/names-of-objects.js';
import { conditionMetrics, passMetrics } from '../metrics/access-path-metrics.js';
import { leaderMetrics } from '../metrics/kubernetes-metrics.js';
import { recordMetrics } from '../metrics/record-metrics.js';
import { clusterTraits } from './cluster-traits.js';
import { TOKENS } from './tokens.js';

/** Of the controllers of one namespace, as the chart's rules have it; the sidecars have their own. */
export const CONTROLLER_LEASE = 'twinsite-controller';

export interface ControllerParts {
  readonly cluster: Cluster;
  readonly clusterId: string;
  readonly settings: KubernetesSettings;
  readonly log: Logger;
}

/** The list of arrays, on every replica; AccessPaths and records of volumes, on the leader. Ends with the signal. */
export function startController(
  container: DependencyContainer,
  parts: ControllerParts,
  signal: AbortSignal,
): Promise<unknown> {
  const { cluster, settings, log } = parts;
  const registry = container.resolve(TOKENS.metrics);
  const identity = `${settings.podName}_${randomUUID()}`;
  const events = container.resolve(TOKENS.events);
  const setLeader = leaderMetrics(registry);
  setLeader(false);
  const election = anElection(container, parts, identity);
  const changed = new ChangeBell();
  const told = (findings: readonly ArrayListFinding[]): void => {
    if (election.isLeader) tellFindings(cluster, events, findings);
  };
  const arrays = startList(container, parts, { told, changed: changed.ring });
  conditionMetrics(registry, cluster.accessPaths);
  const work = leaderParts(container, parts, { events, changed });
  const reign = election.run(async (reigning) => {
    log.info({ identity }, 'leading');
    setLeader(true);
    await lead(work, reigning);
    setLeader(false);
    log.info({ identity }, 'leading no more');
  }, signal);
  signal.addEventListener('abort', () => void arrays.stop());
  return Promise.all([arrays.ended, reign]);
}

function anElection(
  container: DependencyContainer,
  { cluster, log }: ControllerParts,
  identity: string,
): LeaderElection {
  const lease = { namespace: cluster.namespace, name: CONTROLLER_LEASE };
  const trouble = new ElectionTrouble({ lease, events: container.resolve(TOKENS.events), log });
  return new LeaderElection(
    {
      client: cluster.client,
      clock: systemClock,
      random: Math.random,
      timings: container.resolve(TOKENS.electionTimings),
      onTrouble: trouble.met,
      onAnswer: trouble.over,
    },
    { lease, identity },
  );
}

const secretNamespaces = ({ namespace }: Cluster, settings: KubernetesSettings): readonly string[] => [
  ...new Set([namespace, ...settings.secretNamespaces]),
];

function startList(
  container: DependencyContainer,
  { cluster, settings, log }: ControllerParts,
  { told, changed }: { told: (findings: readonly ArrayListFinding[]) => void; changed: () => void },
): Loop {
  const arrays = container.resolve(TOKENS.arrays);
  const pass = listArrays({
    objects: cluster.accessPaths,
    secrets: cluster.secrets,
    secretNamespaces: secretNamespaces(cluster, settings),
    configured: container.resolve(TOKENS.config).arrays,
    traits: clusterTraits(settings),
    identify: (sources, signal) => arrays.identify(sources, signal),
    replace: (list) => arrays.replace(list),
  });
  const loop = followArrays({ pass, log, told, changed });
  cluster.accessPaths.onChange(() => loop.kick());
  arrays.onDenied(() => loop.kick());
  return loop;
}

function leaderParts(
  container: DependencyContainer,
  { cluster, clusterId, settings, log }: ControllerParts,
  { events, changed }: { readonly events: EventSink; readonly changed: ChangeBell },
): LeaderParts {
  const arrays = container.resolve(TOKENS.arrays);
  const registry = container.resolve(TOKENS.metrics);
  const { accessPaths: objects, secrets, reports, volumes, records } = cluster;
  const names = namesOfObjects(objects);
  const managersOf = (array: string): readonly string[] => arrays.managersOf(array);
  return {
    ...{ objects, volumes, log, onArrays: changed.onRing, passed: passMetrics(registry) },
    reconcile: reconcileAccessPath({
      clusterId,
      objects,
      secrets,
      secretNamespaces: secretNamespaces(cluster, settings),
      arrays,
      reports,
      events,
      clock: systemClock,
    }),
    keep: keepVolumeRecords({ clusterId, volumes, records, arrays, names, managersOf }),
    metrics: recordMetrics(registry),
  };
}

function tellFindings(
  { accessPaths }: Cluster,
  events: EventSink,
  findings: readonly ArrayListFinding[],
): void {
  const listed = accessPaths.list();
  const uids = new Map((listed.ok ? listed.value : []).map(({ key, uid }) => [formatKey(key), uid]));
  for (const { accessPath, reason, message } of findings) {
    const about = {
      apiVersion: 'sds.xsky.com/v1',
      kind: 'AccessPath',
      namespace: accessPath.namespace,
      name: accessPath.name,
      uid: uids.get(formatKey(accessPath)) ?? '',
    };
    events.say({ about, type: 'Warning', reason, message });
  }
}
