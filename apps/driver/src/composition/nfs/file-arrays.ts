import { describeProblem } from '@twinsite/domain';
import { createArrayDirectory, systemClock } from '@twinsite/xms-adapter';
import type { Logger } from 'pino';
import { type DependencyContainer, instanceCachingFactory } from 'tsyringe';
import { ClassArrays } from '../../class-arrays/class-arrays.js';
import { tryOut } from '../../class-arrays/try-out.js';
import { CLASS_SECRET, openFileCluster, type FileCluster } from '../../kubernetes/file-cluster.js';
import type { ClusterAccess } from '../../kubernetes/reach-cluster.js';
import { apiMetrics } from '../../metrics/kubernetes-metrics.js';
import { clusterTraits } from '../cluster-traits.js';
import { openArrays } from '../open-arrays.js';
import { TOKENS } from '../tokens.js';
import { NFS_TOKENS } from './nfs-tokens.js';

/** The list of arrays; with Kubernetes also those that StorageClasses brought. */
export function registerFileArrays(
  container: DependencyContainer,
  log: Logger,
  access: ClusterAccess | undefined,
): void {
  const unsynced = access === undefined ? undefined : `Secret ${CLASS_SECRET}`;
  container.register(TOKENS.arrays, {
    useFactory: instanceCachingFactory((parts) => openArrays(parts, log, unsynced)),
  });
  if (access === undefined) return;
  container.register(NFS_TOKENS.cluster, {
    useFactory: instanceCachingFactory((parts) =>
      openFileCluster(access, {
        called: apiMetrics(parts.resolve(TOKENS.metrics)),
        troubled: (problem) =>
          log.warn({ problem: problem.kind, detail: describeProblem(problem) }, 'kubernetes'),
      }),
    ),
  });
  container.register(NFS_TOKENS.classArrays, {
    useFactory: instanceCachingFactory((parts) => classArrays(parts, log)),
  });
}

function classArrays(parts: DependencyContainer, log: Logger): ClassArrays {
  const { arrays: configured, kubernetes } = parts.resolve(TOKENS.config);
  if (kubernetes === undefined) throw new Error('Kubernetes is composed without its settings');
  const arrays = parts.resolve(TOKENS.arrays);
  return new ClassArrays({
    secrets: parts.resolve(NFS_TOKENS.cluster).classSecrets,
    configured,
    traits: clusterTraits(kubernetes),
    replace: (list) => arrays.replace(list),
    tryOut: tryOut((array) =>
      createArrayDirectory({ arrays: [array], onCall: (call) => log.debug(call, 'array call') }),
    ),
    clock: systemClock,
  });
}

/** Undefined where the driver runs without Kubernetes. */
export const fileClusterOf = (parts: DependencyContainer): FileCluster | undefined =>
  parts.isRegistered(NFS_TOKENS.cluster) ? parts.resolve(NFS_TOKENS.cluster) : undefined;
