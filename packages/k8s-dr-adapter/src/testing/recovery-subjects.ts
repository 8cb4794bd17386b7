import type { ClusterObjectsSubject } from '@twinsite/domain/testing';
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
