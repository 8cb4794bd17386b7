import { failed, ok, reconcileNode, type Result } from '@twinsite/domain';
import type { Logger } from 'pino';
import type { DependencyContainer } from 'tsyringe';
import { TOKENS } from './tokens.js';
import { reconcileMetrics } from '../metrics/reconcile-metrics.js';
import { serveMetrics } from '../metrics/metrics-server.js';
import type { Loop } from '../background/loop.js';
import { startReconciling } from '../background/reconcile-loop.js';

export interface Background {
  stop(): Promise<void>;
}

/**
 * What runs beside the calls: metrics, and on a node the reconciler, whose first pass (or its time limit) comes before the
 * driver serves. A problem is a sentence: without its metrics address a driver that was given one does not serve.
 */
export async function startBackground(
  container: DependencyContainer,
  log: Logger,
): Promise<Result<Background, string>> {
  const { mode, metrics } = container.resolve(TOKENS.config);
  const server =
    metrics === undefined ? undefined : await serveMetrics(metrics, container.resolve(TOKENS.metrics));
  if (server?.ok === false) return failed(server.problem);
  if (server !== undefined) log.info({ port: server.value.port }, 'serving metrics');
  const loop = mode === 'controller' ? undefined : reconcile(container, log);
  await loop?.first;
  return ok({
    stop: async () => {
      await loop?.stop();
      await server?.value.close();
    },
  });
}

function reconcile(container: DependencyContainer, log: Logger): Loop {
  const { inventory, clock } = container.resolve(TOKENS.nodeHost);
  const ports = container.resolve(TOKENS.nodePorts);
  const known = container.resolve(TOKENS.knownTargets);
  const claims = container.resolve(TOKENS.claims);
  const pass = reconcileNode({ ports, inventory, known, claims, clock });
  return startReconciling({ pass, log, metrics: reconcileMetrics(container.resolve(TOKENS.metrics)) });
}
