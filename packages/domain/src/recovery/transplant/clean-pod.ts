import type { ClusterObject } from '../objects/cluster-object.js';
import {
  changingEach,
  isMembers,
  listOf,
  membersOf,
  textOf,
  without,
  withMember,
  type Members,
} from '../objects/members.js';
import { withoutLabels } from './clean-metadata.js';

/** Of a pod that ran: the node it ran on, and what its priority class was worth there. */
const OF_A_RUN = ['nodeName', 'priority', 'preemptionPolicy'];
/** Where the node of the source stands; Kubernetes 1.35 and newer write it on the pod when it is bound to a node. */
const OF_A_NODE = ['topology.kubernetes.io/zone', 'topology.kubernetes.io/region'];
const TOKENS_AT = '/var/run/secrets/kubernetes.io/serviceaccount';

/** A bare pod as it was asked for: the account's token is mounted anew wherever it runs. */
export function cleanPod(pod: ClusterObject): ClusterObject {
  const spec = membersOf(pod, 'spec');
  const tokens = new Set(
    listOf(spec, 'volumes')
      .filter(isToken)
      .map((volume) => textOf(volume, 'name')),
  );
  const bare = withoutTokens(without(spec, OF_A_RUN), (volume) => tokens.has(textOf(volume, 'name')));
  const container = (one: Members): Members =>
    withoutItems(
      one,
      'volumeMounts',
      (mount) => tokens.has(textOf(mount, 'name')) || textOf(mount, 'mountPath') === TOKENS_AT,
    );
  const each = ['containers', 'initContainers', 'ephemeralContainers'].reduce(
    (changed, list) => changingEach(changed, list, container),
    bare,
  );
  return { ...withoutLabels(pod, OF_A_NODE), spec: without(each, ['ephemeralContainers']) };
}

const withoutTokens = (spec: Members, isTokenVolume: (volume: Members) => boolean): Members =>
  withoutItems(spec, 'volumes', isTokenVolume);

function withoutItems(object: Members, name: string, drop: (item: Members) => boolean): Members {
  const list = object[name];
  if (!Array.isArray(list)) return object;
  const kept = list.filter((item: unknown) => !isMembers(item) || !drop(item));
  return withMember(object, name, kept.length === 0 ? undefined : kept);
}

/** As admission adds it (BoundServiceAccountTokenVolume), or a token Secret of old. */
const isToken = (volume: Members): boolean => {
  const name = textOf(volume, 'name') ?? '';
  return name.startsWith('kube-api-access-') && isMembers(volume['projected']);
};
