import { never } from '@twinsite/domain';
import {
  expectOk,
  type AdmissionGateSubject,
  type ClusterFactsSubject,
  type ClusterObjectsSubject,
  type ClusterWatchSubject,
} from '@twinsite/domain/testing';
import { configMaps } from '../client/resources.js';
import { KubeFacts } from '../ports/kube-facts.js';
import { KubeObjects } from '../ports/kube-objects.js';
import { KubeWatch } from '../ports/kube-watch.js';
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

export const admissionGateSubject = ({ client, clock, freshName }: KubeWorld): AdmissionGateSubject => ({
  objects: new KubeObjects({ client, clock, random: Math.random }),
  clock,
  freshName,
});

/** Server and tests share a clock. */
export const clusterFactsSubject = ({ client, clock, namespace }: KubeWorld): ClusterFactsSubject => ({
  facts: new KubeFacts({ client, clock, random: Math.random }),
  clock,
  namespace,
  clockAheadMs: 0,
});

export function clusterWatchSubject({ client, namespace, freshName }: KubeWorld): ClusterWatchSubject {
  return {
    watch: new KubeWatch(client),
    namespace,
    freshName,
    version: async () => expectOk(await client.list(configMaps, { namespace }, never), 'list').version,
    put: async (name, labels, data) => {
      const wanted = { metadata: { labels }, data };
      const patch = { kind: 'apply', manager: 'contract', wanted } as const;
      expectOk(await client.patch(configMaps, { namespace, name }, patch, never), 'apply');
    },
    remove: async (name) => {
      expectOk(await client.delete(configMaps, { namespace, name }, never), 'delete');
    },
  };
}
