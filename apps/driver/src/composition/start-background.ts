import { failed, ok, reconcileNode, type Result } from '@twinsite/domain';
import type { Logger } from 'pino';
import type { DependencyContainer } from 'tsyringe';
import type { Background } from '../background/background.js';
import type { Loop } from '../background/loop.js';
import { startReconciling } from '../background/reconcile-loop.js';
import type { Cluster } from '../kubernetes/cluster.js';
import { reconcileMetrics } from '../metrics/reconcile-metrics.js';
import { serveMetrics } from '../metrics/metrics-server.js';
import { clusterOf } from './kubernetes.js';
import { startNfsBackground } from './nfs/start-nfs-background.js';
import { startController } from './start-controller.js';
import { TOKENS } from './tokens.js';

/**
 * What runs beside the calls: metrics, and what the driver has. A problem is a sentence: without its metrics address a
 * driver that was given one does not serve.
 */
export async function startBackground(
  container: DependencyContainer,
  log: Logger,
): Promise<Result<Background, string>> {
  const { driver, metrics } = container.resolve(TOKENS.config);
  const server =
    metrics === undefined ? undefined : await serveMetrics(metrics, container.resolve(TOKENS.metrics));
  if (server?.ok === false) return failed(server.problem);
  if (server !== undefined) log.info({ port: server.value.port }, 'serving metrics');
  const work =
    driver === 'nfs' ? startNfsBackground(container, log) : await startIscsiBackground(container, log);
  return ok({
    stop: async () => {
      await work.stop();
      await server?.value.close();
    },
  });
}

/**
 * With Kubernetes its watches, the list of arrays and the leader's work; and on a node the reconciler, whose first pass (or
 * its time limit) comes before the driver serves.
 */
async function startIscsiBackground(container: DependencyContainer, log: Logger): Promise<Background> {
  const { mode } = container.resolve(TOKENS.config);
  const cluster = clusterOf(container);
  const stopped = new AbortController();
  const following = cluster === undefined ? undefined : follow(container, { cluster, log }, stopped.signal);
  const loop = mode === 'controller' ? undefined : reconcile(container, cluster, log);
  await loop?.first;
  return {
    stop: async () => {
      stopped.abort();
      await Promise.all([loop?.stop(), following]);
      await cluster?.close();
    },
  };
}

/** Watches what the cluster has to say, until the signal fires. */
function follow(
  container: DependencyContainer,
  { cluster, log }: { readonly cluster: Cluster; readonly log: Logger },
  signal: AbortSignal,
): Promise<unknown> {
  const { mode, clusterId = '', kubernetes: settings } = container.resolve(TOKENS.config);
  if (settings === undefined) throw new Error('Kubernetes is composed without its settings');
  const parts = { cluster, clusterId, settings, log };
  const controller = mode === 'node' ? undefined : startController(container, parts, signal);
  return Promise.all([cluster.watch(mode === 'node' ? 'node' : 'controller', signal), controller]);
}

function reconcile(container: DependencyContainer, cluster: Cluster | undefined, log: Logger): Loop {
  const { inventory, clock } = container.resolve(TOKENS.nodeHost);
  const { node } = container.resolve(TOKENS.config);
  const ports = container.resolve(TOKENS.nodePorts);
  const known = container.resolve(TOKENS.knownTargets);
  const claims = container.resolve(TOKENS.claims);
  const told =
    cluster === undefined || node === undefined
      ? {}
      : { accessPaths: cluster.accessPaths, reports: { node: node.name, to: cluster.reports } };
  const pass = reconcileNode({ ports, inventory, known, claims, clock, ...told });
  const loop = startReconciling({ pass, log, metrics: reconcileMetrics(container.resolve(TOKENS.metrics)) });
  cluster?.accessPaths.onChange(() => loop.kick());
  // A controller may wait for what this node uses now (docs/adr/0021).
  if (cluster !== undefined) container.resolve(TOKENS.nodeChanged).onRing(() => loop.kick());
  return loop;
}
