import {
  CancelSource,
  type AccessPathObjects,
  type ArraySecrets,
  type CancelSignal,
  type NodeReports,
  type PersistentVolumes,
  type Problem,
  type VolumeRecords,
} from '@twinsite/domain';
import {
  accessPathCache,
  KubeAccessPathObjects,
  KubeArraySecrets,
  KubeClient,
  KubeNodeReports,
  KubePersistentVolumes,
  KubeVolumeRecords,
  persistentVolumeCache,
} from '@twinsite/k8s-dr-adapter';
import { systemClock } from '@twinsite/xms-adapter';
import { DRIVER_NAME } from '../version.js';
import { ObservedTransport, type ApiCall } from './observed-transport.js';
import type { ClusterAccess } from './reach-cluster.js';

/** The Kubernetes ports of the domain, on one API server. */
export interface Cluster {
  readonly client: KubeClient;
  /** Of the driver's own objects. */
  readonly namespace: string;
  readonly accessPaths: AccessPathObjects;
  readonly secrets: ArraySecrets;
  readonly reports: NodeReports;
  readonly volumes: PersistentVolumes;
  readonly records: VolumeRecords;
  /** Fires when it is closed. */
  readonly closed: CancelSignal;
  /** Keeps AccessPaths, and in controller mode PersistentVolumes, up to date until the signal fires. */
  watch(what: 'controller' | 'node', signal: CancelSignal): Promise<void>;
  close(): Promise<void>;
}

export interface ClusterObserver {
  readonly called: (call: ApiCall) => void;
  /** Something failed that goes on by itself. */
  readonly troubled: (problem: Problem) => void;
}

export function openCluster(
  { api, namespace }: ClusterAccess,
  { called, troubled }: ClusterObserver,
): Cluster {
  const transport = new ObservedTransport(api, called);
  const client = new KubeClient(transport);
  const deps = { client, clock: systemClock, random: Math.random, onTrouble: troubled };
  const paths = accessPathCache(deps);
  const volumes = persistentVolumeCache(deps, DRIVER_NAME);
  const end = new CancelSource();
  return {
    client,
    namespace,
    accessPaths: new KubeAccessPathObjects(client, paths),
    secrets: new KubeArraySecrets(client),
    reports: new KubeNodeReports(client),
    volumes: new KubePersistentVolumes(volumes),
    records: new KubeVolumeRecords(client, namespace),
    closed: end.signal,
    watch: async (what, signal) => {
      const caches = what === 'node' ? [paths] : [paths, volumes];
      await Promise.all(caches.map((cache) => cache.run(signal)));
    },
    close: () => {
      end.cancel();
      return transport.close();
    },
  };
}
