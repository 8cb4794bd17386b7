import type {
  ClusterFactsSubject,
  ClusterObjectsSubject,
  ClusterWatchSubject,
} from '@twinsite/domain/testing';
import { KubeFacts } from '../ports/kube-facts.js';
import { KubeWatch } from '../ports/kube-watch.js';
import { KubeObjects } from '../ports/kube-objects.js';
import type { KubeWorld } from './kube-world.js';

export const clusterObjectsSubject = ({
  client,
  clock,
  namespace,
  freshName,
}: KubeWorld): ClusterObjectsSubject => ({
  objects: new KubeObjects({ client, clock, random: Math.random }),
  namespace,
  freshName,
});

export const clusterWatchSubject = (world: KubeWorld): ClusterWatchSubject => ({
  ...clusterObjectsSubject(world),
  watch: new KubeWatch(world.client),
  signal: world.signal,
});

export const clusterFactsSubject = ({ transport, clock }: KubeWorld): ClusterFactsSubject => ({
  facts: new KubeFacts({ transport, clock }),
});
