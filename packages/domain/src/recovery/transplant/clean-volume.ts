import type { ClusterObject } from '../objects/cluster-object.js';
import { changing, membersOf, textOf, withMember, without, type Members } from '../objects/members.js';
import { annotated, annotationOf, withoutAnnotations } from './clean-metadata.js';
import { ORIGINAL_PROVISIONED_BY, ORIGINAL_RECLAIM_POLICY, PROVISIONED_BY } from './dr-names.js';

/** With a live `provisioned-by` a deleter may take the volume for its own; a deletion secret may not be there. */
const DROPPED = [
  'pv.kubernetes.io/bound-by-controller',
  PROVISIONED_BY,
  'volume.kubernetes.io/provisioner-deletion-secret-name',
  'volume.kubernetes.io/provisioner-deletion-secret-namespace',
];

/**
 * Retain, kept for the claim of that namespace and name, whoever has that claim's uid there, and on no node of the source.
 * A uid that was copied would make the volume Released at once, and its reclaim policy act.
 */
export function cleanVolume(volume: ClusterObject): ClusterObject {
  const spec = membersOf(volume, 'spec');
  const noted = (name: string, otherwise: string | undefined) => annotationOf(volume, name) ?? otherwise;
  const kept = changing(without(spec, ['nodeAffinity']), 'claimRef', reserved);
  const safe = { ...volume, spec: withMember(kept, 'persistentVolumeReclaimPolicy', 'Retain') };
  return annotated(withoutAnnotations(safe, DROPPED), {
    [ORIGINAL_RECLAIM_POLICY]: noted(
      ORIGINAL_RECLAIM_POLICY,
      textOf(spec, 'persistentVolumeReclaimPolicy') ?? 'Retain',
    ),
    [ORIGINAL_PROVISIONED_BY]: noted(ORIGINAL_PROVISIONED_BY, annotationOf(volume, PROVISIONED_BY)),
  });
}

/** Both ways (hazard D4): without namespace and name any claim could take the volume. */
const reserved = (claimRef: Members): Members => without(claimRef, ['uid', 'resourceVersion']);
