import type { ClusterObject } from '../objects/cluster-object.js';
import { changing, membersOf, textOf, without, type Members } from '../objects/members.js';
import { annotated, annotationOf, withoutAnnotations } from './clean-metadata.js';
import { ORIGINAL_DELETION_POLICY } from './dr-names.js';

const DROPPED = [
  'snapshot.storage.kubernetes.io/volumesnapshot-being-created',
  'snapshot.storage.kubernetes.io/volumesnapshot-being-deleted',
];

/** Pre-bound to the content of the same snapshot on the array; nothing is snapshotted anew. */
export function cleanSnapshot(snapshot: ClusterObject, status: Members): ClusterObject {
  const spec = membersOf(snapshot, 'spec');
  const content = textOf(status, 'boundVolumeSnapshotContentName');
  if (content === undefined) return snapshot;
  return { ...snapshot, spec: { ...spec, source: { volumeSnapshotContentName: content } } };
}

/** Retain, of the snapshot that the array has already, kept for the VolumeSnapshot of that namespace and name. */
export function cleanSnapshotContent(content: ClusterObject, status: Members): ClusterObject {
  const spec = membersOf(content, 'spec');
  const handle = textOf(status, 'snapshotHandle') ?? textOf(membersOf(spec, 'source'), 'snapshotHandle');
  const kept = changing(
    without(spec, ['deletionPolicy', 'source', 'sourceVolumeMode']),
    'volumeSnapshotRef',
    (ref) => without(ref, ['uid', 'resourceVersion']),
  );
  const source = handle === undefined ? membersOf(spec, 'source') : { snapshotHandle: handle };
  const mode = spec['sourceVolumeMode'] === undefined ? {} : { sourceVolumeMode: spec['sourceVolumeMode'] };
  const safe = { ...content, spec: { ...kept, ...mode, deletionPolicy: 'Retain', source } };
  const policy =
    annotationOf(content, ORIGINAL_DELETION_POLICY) ?? textOf(spec, 'deletionPolicy') ?? 'Retain';
  return annotated(withoutAnnotations(safe, DROPPED), { [ORIGINAL_DELETION_POLICY]: policy });
}
