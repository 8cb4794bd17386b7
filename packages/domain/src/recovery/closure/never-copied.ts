import type { ClusterObject } from '../objects/cluster-object.js';
import { groupOf } from '../objects/object-kind.js';
import type { ObjectRef } from '../objects/object-ref.js';
import { listOf, membersOf, textOf } from '../objects/members.js';

/** Kinds that each cluster makes for itself; docs/adr/0030 says why. */
const KINDS = new Set([
  'Binding',
  'Endpoints',
  'Event',
  'Node',
  'ControllerRevision.apps',
  'CSINode.storage.k8s.io',
  'CSIStorageCapacity.storage.k8s.io',
  'EndpointSlice.discovery.k8s.io',
  'Event.events.k8s.io',
  'Lease.coordination.k8s.io',
  'LocalSubjectAccessReview.authorization.k8s.io',
  'NodeMetrics.metrics.k8s.io',
  'PodMetrics.metrics.k8s.io',
  'VolumeAttachment.storage.k8s.io',
]);
const MADE_BY_CLUSTERS = new Set(['ConfigMap kube-root-ca.crt', 'ConfigMap openshift-service-ca.crt']);
/** Of pods that a kubelet runs from a file (mirror pods). */
const MIRROR = 'kubernetes.io/config.mirror';

/** Why an object is not carried to another cluster; undefined: it may be. */
export function neverCopied(object: ClusterObject): string | undefined {
  const { kind, metadata, apiVersion } = object;
  const group = groupOf(apiVersion);
  if (KINDS.has(group === '' ? kind : `${kind}.${group}`)) return 'each cluster makes its own';
  if (everyClusterHas({ group, kind, name: metadata.name })) return 'each cluster makes its own';
  if (kind === 'Secret' && textOf(object, 'type') === 'kubernetes.io/service-account-token')
    return 'the token of an account of this cluster';
  if (kind === 'Pod' && metadata.annotations?.[MIRROR] !== undefined)
    return 'the mirror of a pod of one node';
  if (hasFinished(object)) return 'it has finished, and would do its work once more';
  if (metadata.deletionTimestamp !== undefined) return 'it is being deleted';
  return undefined;
}

/** Named by every pod and carried by none: nothing is missing without it. */
export const everyClusterHas = ({ group, kind, name }: Omit<ObjectRef, 'namespace'>): boolean =>
  group === '' && MADE_BY_CLUSTERS.has(`${kind} ${name}`);

/** Pods and Jobs that are done. */
function hasFinished(object: ClusterObject): boolean {
  const status = membersOf(object, 'status');
  if (object.kind === 'Pod') return ['Succeeded', 'Failed'].includes(textOf(status, 'phase') ?? '');
  if (object.kind !== 'Job') return false;
  return listOf(status, 'conditions').some(
    ({ type, status: holds }) => (type === 'Complete' || type === 'Failed') && holds === 'True',
  );
}
