import type { ClusterObject } from '../objects/cluster-object.js';
import { groupOf } from '../objects/object-kind.js';
import { textOf } from '../objects/members.js';

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
const MADE_BY_CLUSTERS = new Set([
  'ConfigMap kube-root-ca.crt',
  'ConfigMap openshift-service-ca.crt',
  'ServiceAccount default',
]);
/** Of pods that a kubelet runs from a file (mirror pods). */
const MIRROR = 'kubernetes.io/config.mirror';

/** Why an object is not carried to another cluster; undefined: it may be. */
export function neverCopied(object: ClusterObject): string | undefined {
  const { kind, metadata, apiVersion } = object;
  const group = groupOf(apiVersion);
  if (KINDS.has(group === '' ? kind : `${kind}.${group}`)) return 'each cluster makes its own';
  if (MADE_BY_CLUSTERS.has(`${kind} ${metadata.name}`)) return 'each cluster makes its own';
  if (kind === 'Secret' && textOf(object, 'type') === 'kubernetes.io/service-account-token')
    return 'the token of an account of this cluster';
  if (kind === 'Pod' && metadata.annotations?.[MIRROR] !== undefined)
    return 'the mirror of a pod of one node';
  if (metadata.deletionTimestamp !== undefined) return 'it is being deleted';
  return undefined;
}
