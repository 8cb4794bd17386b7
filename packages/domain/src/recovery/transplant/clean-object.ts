import type { ClusterObject } from '../objects/cluster-object.js';
import { membersOf, without, type Members } from '../objects/members.js';
import { groupOf } from '../objects/object-kind.js';
import { cleanClaim } from './clean-claim.js';
import { cleanStorageClass } from './clean-class.js';
import { cleanJob } from './clean-job.js';
import { cleanMetadata } from './clean-metadata.js';
import { cleanNamespace } from './clean-namespace.js';
import { cleanPod } from './clean-pod.js';
import { cleanService, cleanServiceAccount } from './clean-service.js';
import { cleanSnapshot, cleanSnapshotContent } from './clean-snapshot.js';
import { cleanVolume } from './clean-volume.js';

/** `bare` has no status and clean metadata; the status may tell what the rest does not. */
type Cleaner = (bare: ClusterObject, status: Members) => ClusterObject;

const CLEANERS: Readonly<Record<string, Cleaner>> = {
  Namespace: cleanNamespace,
  PersistentVolume: cleanVolume,
  PersistentVolumeClaim: cleanClaim,
  Pod: cleanPod,
  Service: cleanService,
  ServiceAccount: cleanServiceAccount,
  'StorageClass.storage.k8s.io': cleanStorageClass,
  'Job.batch': cleanJob,
  'VolumeSnapshot.snapshot.storage.k8s.io': cleanSnapshot,
  'VolumeSnapshotContent.snapshot.storage.k8s.io': cleanSnapshotContent,
};

/**
 * An object as another cluster may have it: without all that belongs to the cluster it was read from, and safe for the
 * data that it stands for. The same again changes nothing; members that nobody knows are kept.
 */
export function cleanObject(object: ClusterObject): ClusterObject {
  const { apiVersion, kind, metadata } = object;
  const bare: ClusterObject = {
    ...without(object, ['status']),
    apiVersion,
    kind,
    metadata: cleanMetadata(metadata),
  };
  const group = groupOf(apiVersion);
  const clean = CLEANERS[group === '' ? kind : `${kind}.${group}`];
  return clean?.(bare, membersOf(object, 'status')) ?? bare;
}
