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
}

/** Undefined where the driver runs without Kubernetes. */
export const clusterOf = (parts: DependencyContainer): Cluster | undefined =>
  parts.isRegistered(TOKENS.cluster) ? parts.resolve(TOKENS.cluster) : undefined;

/** Events of AccessPaths; each is a line of the log too. */
export function eventSink(
  { client }: Cluster,
  { instance, log }: { readonly instance: string; readonly log: Logger },
  signal: AbortSignal,
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
