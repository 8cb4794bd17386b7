import { ownedFields } from '../compare/owned-fields.js';
import { layerOf } from '../closure/layer-of.js';
import type { ClusterObject } from '../objects/cluster-object.js';
import { formatRef, refOf } from '../objects/object-ref.js';
import type { Layer } from '../set/layer.js';
import { isOf, wantedObjects, type RestoreOrder } from '../restore/restore-order.js';
import type { TargetView } from '../restore/target-view.js';

/** Never volumes, claims, namespaces, or what other applications may use too. */
const PRUNED: ReadonlySet<Layer> = new Set(['config', 'network', 'workload']);

/**
 * What drctl made for the group on the standby and the source has no more. What carries the group's label and was not
 * applied by drctl is somebody's own.
 */
export function prunable(
  order: RestoreOrder,
  view: TargetView,
  namespaces: ReadonlySet<string>,
): readonly ClusterObject[] {
  const wanted = new Set(wantedObjects(order).map(({ object }) => formatRef(refOf(object))));
  return view.objects.filter(
    (object) =>
      namespaces.has(object.metadata.namespace ?? '') &&
      PRUNED.has(layerOf(object)) &&
      isOf(object, order.adaptation.group) &&
      ownedFields(object) !== undefined &&
      !wanted.has(formatRef(refOf(object))) &&
      object.metadata.deletionTimestamp === undefined &&
      (object.metadata.ownerReferences ?? []).length === 0,
  );
}
