import type { ClusterObject } from '../objects/cluster-object.js';
import { groupOf } from '../objects/object-kind.js';
import { refOf, type ObjectRef } from '../objects/object-ref.js';
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

const fullKind = ({ apiVersion, kind }: ClusterObject): string => {
  const group = groupOf(apiVersion);
  return group === '' ? kind : `${kind}.${group}`;
};

type Reason = readonly [why: string, holds: (object: ClusterObject) => boolean];

const REASONS: readonly Reason[] = [
  ['each cluster makes its own', (object) => KINDS.has(fullKind(object)) || everyClusterHas(refOf(object))],
  [
    'the token of an account of this cluster',
    (object) => object.kind === 'Secret' && textOf(object, 'type') === 'kubernetes.io/service-account-token',
  ],
  [
    'the mirror of a pod of one node',
    ({ kind, metadata }) => kind === 'Pod' && metadata.annotations?.[MIRROR] !== undefined,
  ],
  [
    'it has no volume yet, and the other cluster would make an empty one',
    (object) =>
      object.kind === 'PersistentVolumeClaim' &&
      (textOf(membersOf(object, 'spec'), 'volumeName') ?? '') === '',
  ],
  ['it is not taken yet, and the other cluster would take another one', isUntakenSnapshot],
  ['it has finished, and would do its work once more', hasFinished],
  ['it is being deleted', ({ metadata }) => metadata.deletionTimestamp !== undefined],
];

/** Why an object is not carried to another cluster; undefined: it may be. */
export const neverCopied = (object: ClusterObject): string | undefined =>
  REASONS.find(([, holds]) => holds(object))?.[0];

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

/** Without a handle on the array, or a content that has one, its controller takes a snapshot. */
function isUntakenSnapshot(object: ClusterObject): boolean {
  const [status, source] = [membersOf(object, 'status'), membersOf(membersOf(object, 'spec'), 'source')];
  switch (fullKind(object)) {
    case 'VolumeSnapshot.snapshot.storage.k8s.io':
      return (status['boundVolumeSnapshotContentName'] ?? source['volumeSnapshotContentName']) === undefined;
    case 'VolumeSnapshotContent.snapshot.storage.k8s.io':
      return (status['snapshotHandle'] ?? source['snapshotHandle']) === undefined;
    default:
      return false;
  }
}
