import { hostname } from 'node:os';
import { describeProblem, type EventSink } from '@twinsite/domain';
import { electionTimings, EventRecorder } from '@twinsite/k8s-dr-adapter';
import { systemClock } from '@twinsite/xms-adapter';
import type { Logger } from 'pino';
import { type DependencyContainer, instanceCachingFactory } from 'tsyringe';
import { openCluster, type Cluster } from '../kubernetes/cluster.js';
import type { ClusterAccess } from '../kubernetes/reach-cluster.js';
import { apiMetrics } from '../metrics/kubernetes-metrics.js';
import { DRIVER_NAME } from '../version.js';
import { TOKENS } from './tokens.js';

export function registerKubernetes(container: DependencyContainer, access: ClusterAccess, log: Logger): void {
  container.register(TOKENS.electionTimings, { useValue: electionTimings });
  container.register(TOKENS.cluster, {
    useFactory: instanceCachingFactory((parts) =>
      openCluster(access, {
        called: apiMetrics(parts.resolve(TOKENS.metrics)),
        troubled: (problem) =>
          log.warn({ problem: problem.kind, detail: describeProblem(problem) }, 'kubernetes'),
      }),
    ),
  });
  container.register(TOKENS.events, {
    useFactory: instanceCachingFactory((parts) =>
      eventSink(parts.resolve(TOKENS.cluster), { instance: instanceOf(parts), log }),
    ),
  });
}

/** Who says it: a node plugin by its node, which outlives the pod. */
function instanceOf(parts: DependencyContainer): string {
  const { mode, node, kubernetes } = parts.resolve(TOKENS.config);
  return (mode === 'node' ? node?.name : kubernetes?.podName) ?? hostname();
}

/** Undefined where the driver runs without Kubernetes. */
export const clusterOf = (parts: DependencyContainer): Cluster | undefined =>
  parts.isRegistered(TOKENS.cluster) ? parts.resolve(TOKENS.cluster) : undefined;

/** Events, each a line of the log too. Nobody waits for one, and none is tried for longer than a call may take. */
function eventSink(
  { client, closed: signal }: Cluster,
  { instance, log }: { readonly instance: string; readonly log: Logger },
): EventSink {
  const reporter = { controller: DRIVER_NAME, instance };
  const recorder = new EventRecorder({
    client,
    clock: systemClock,
    reporter,
    signal,
    onTrouble: (problem) => log.debug({ problem: problem.kind }, 'event not written'),
  });
  return {
    say: (event) => {
      const { about, type, reason, message } = event;
      const object = `${about.kind} ${about.namespace ?? ''}/${about.name}`;
      log[type === 'Warning' ? 'warn' : 'info']({ object, reason, message }, 'event');
      recorder.say(event);
    },
  };
}
