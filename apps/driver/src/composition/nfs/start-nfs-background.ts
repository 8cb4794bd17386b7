import { ok } from '@twinsite/domain';
import type { Logger } from 'pino';
import type { DependencyContainer } from 'tsyringe';
import type { Background } from '../../background/background.js';
import { followArrays } from '../../background/follow-arrays.js';
import type { Loop } from '../../background/loop.js';
import { watchLingering } from '../../background/watch-lingering.js';
import { lingeringMetrics } from '../../metrics/nfs-metrics.js';
import { TOKENS } from '../tokens.js';
import { fileClusterOf } from './file-arrays.js';
import { NFS_TOKENS } from './nfs-tokens.js';

/** On a controller with Kubernetes its watch and the list of arrays; on a node what still lingers. */
export function startNfsBackground(container: DependencyContainer, log: Logger): Background {
  const { mode } = container.resolve(TOKENS.config);
  const stopped = new AbortController();
  const controller = mode === 'node' ? undefined : follow(container, log, stopped.signal);
  const lingering = mode === 'controller' ? undefined : watch(container, log);
  return {
    stop: async () => {
      stopped.abort();
      await Promise.all([controller?.stop(), lingering?.stop()]);
    },
  };
}

function watch(container: DependencyContainer, log: Logger): Loop {
  const { lingering } = container.resolve(NFS_TOKENS.nodePorts);
  return watchLingering({ lingering, log, counted: lingeringMetrics(container.resolve(TOKENS.metrics)) });
}

function follow(container: DependencyContainer, log: Logger, signal: AbortSignal): Background | undefined {
  const cluster = fileClusterOf(container);
  if (cluster === undefined) return undefined;
  const arrays = container.resolve(NFS_TOKENS.classArrays);
  const watching = cluster.watch(signal);
  const loop = followArrays({
    pass: async (limit) => {
      const listed = await arrays.pass(limit);
      return listed.ok ? ok({ arrays: listed.value, findings: [] }) : listed;
    },
    log,
    told: () => undefined,
    changed: () => undefined,
  });
  container.resolve(TOKENS.arrays).onDenied(() => loop.kick());
  return {
    stop: async () => {
      await Promise.all([loop.stop(), watching]);
      await cluster.close();
    },
  };
}
