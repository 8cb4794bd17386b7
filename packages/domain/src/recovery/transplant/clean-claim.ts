import type { ClusterObject } from '../objects/cluster-object.js';
import { changing, membersOf, textOf, without, type Members } from '../objects/members.js';
import { parseQuantity } from '../objects/quantity.js';
import { annotated, withoutAnnotations } from './clean-metadata.js';
import { REQUESTED_STORAGE } from './dr-names.js';

/** With `bind-completed` the binder would call the claim Lost until its volume is there; a node of the source is none here. */
const DROPPED = [
  'pv.kubernetes.io/bind-completed',
  'pv.kubernetes.io/bound-by-controller',
  'volume.beta.kubernetes.io/storage-provisioner',
  'volume.kubernetes.io/storage-provisioner',
  'volume.kubernetes.io/selected-node',
];

/** `spec.volumeName` stays: a claim without it would be given a new, empty volume. What it once came from may not be here. */
export function cleanClaim(claim: ClusterObject, status: Members): ClusterObject {
  const spec = without(membersOf(claim, 'spec'), ['dataSource', 'dataSourceRef']);
  return asLargeAsItIs(withoutAnnotations({ ...claim, spec }, DROPPED), status);
}

/** An expansion under way asks for more than the volume has, and the binder refuses a volume that is too small. */
function asLargeAsItIs(claim: ClusterObject, status: Members): ClusterObject {
  const spec = membersOf(claim, 'spec');
  const requested = textOf(membersOf(membersOf(spec, 'resources'), 'requests'), 'storage');
  const has = textOf(membersOf(status, 'capacity'), 'storage');
  if (requested === undefined || has === undefined || !exceeds(requested, has)) return claim;
  const resources = changing(membersOf(spec, 'resources'), 'requests', (one) => ({ ...one, storage: has }));
  return annotated({ ...claim, spec: { ...spec, resources } }, { [REQUESTED_STORAGE]: requested });
}

function exceeds(one: string, other: string): boolean {
  const [more, less] = [parseQuantity(one), parseQuantity(other)];
  return more !== undefined && less !== undefined && more > less;
}
