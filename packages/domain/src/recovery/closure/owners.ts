import type { ClusterObject } from '../objects/cluster-object.js';

/**
 * Objects that their owner makes again: those with a controller among `objects` (by uid), which is carried instead. An
 * owner that is no longer there makes nothing, so its objects stand for themselves; so do claims, whose data nobody makes
 * again.
 */
export function madeByOwners(objects: readonly ClusterObject[]): ReadonlySet<ClusterObject> {
  const uids = new Set(objects.map(({ metadata }) => metadata.uid));
  const owned = ({ kind, metadata }: ClusterObject): boolean =>
    kind !== 'PersistentVolumeClaim' &&
    (metadata.ownerReferences ?? []).some(({ controller, uid }) => controller === true && uids.has(uid));
  return new Set(objects.filter(owned));
}
