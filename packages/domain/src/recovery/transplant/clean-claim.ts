import type { ClusterObject } from '../objects/cluster-object.js';
import { membersOf, without } from '../objects/members.js';
import { withoutAnnotations } from './clean-metadata.js';

/** With `bind-completed` the binder would call the claim Lost until its volume is there; a node of the source is none here. */
const DROPPED = [
  'pv.kubernetes.io/bind-completed',
  'pv.kubernetes.io/bound-by-controller',
  'volume.beta.kubernetes.io/storage-provisioner',
  'volume.kubernetes.io/storage-provisioner',
  'volume.kubernetes.io/selected-node',
];

/** `spec.volumeName` stays: a claim without it would be given a new, empty volume. What it once came from may not be here. */
export const cleanClaim = (claim: ClusterObject): ClusterObject =>
  withoutAnnotations(
    { ...claim, spec: without(membersOf(claim, 'spec'), ['dataSource', 'dataSourceRef']) },
    DROPPED,
  );
