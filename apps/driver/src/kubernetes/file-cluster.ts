import type { CancelSignal, ClassSecrets, PersistentVolumes } from '@twinsite/domain';
import {
  KubeClassSecrets,
  KubeClient,
  KubePersistentVolumes,
  persistentVolumeCache,
} from '@twinsite/k8s-dr-adapter';
import { systemClock } from '@twinsite/xms-adapter';
import { NFS_DRIVER_NAME } from '../version.js';
import type { ClusterObserver } from './cluster.js';
import { ObservedTransport } from './observed-transport.js';
import type { ClusterAccess } from './reach-cluster.js';

/** In the driver's namespace; the chart's rules name it. */
export const CLASS_SECRET = 'twinsite-classes';

/** The Kubernetes ports of the NFS controller, on one API server. */
export interface FileCluster {
  readonly classSecrets: ClassSecrets;
  readonly volumes: PersistentVolumes;
  /** Keeps PersistentVolumes up to date until the signal fires. */
  watch(signal: CancelSignal): Promise<void>;
  close(): Promise<void>;
}

export function openFileCluster(
  { api, namespace }: ClusterAccess,
  { called, troubled }: ClusterObserver,
): FileCluster {
  const transport = new ObservedTransport(api, called);
  const client = new KubeClient(transport);
  const deps = { client, clock: systemClock, random: Math.random, onTrouble: troubled };
  const volumes = persistentVolumeCache(deps, NFS_DRIVER_NAME);
  return {
    classSecrets: new KubeClassSecrets(client, { namespace, name: CLASS_SECRET }),
    volumes: new KubePersistentVolumes(volumes),
    watch: (signal) => volumes.run(signal),
    close: () => transport.close(),
  };
}
