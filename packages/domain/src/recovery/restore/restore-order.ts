import type { ClusterObject } from '../objects/cluster-object.js';
import { GROUP_LABEL } from '../transplant/dr-names.js';
import { adaptObject, type Adaptation } from '../transplant/adapt-object.js';
import type { Layer } from '../set/layer.js';
import type { RecoverySet } from '../set/recovery-set.js';

/**
 * What to do with an object that is there with values of others. `fail`: nothing is changed anywhere. `adopt`: it becomes
 * the group's as it is. `replace-metadata`: its labels and annotations become the source's, the rest stays. `take`: every
 * field that the set names becomes the set's, of a cluster that is the group's former home; volumes and claims are adopted. The
 * volume behind a PersistentVolume or claim is never exchanged.
 */
export type ConflictPolicy = 'fail' | 'adopt' | 'replace-metadata' | 'take';

export interface RestoreOrder {
  readonly set: RecoverySet;
  readonly adaptation: Adaptation;
  readonly conflict: ConflictPolicy;
  /** Goes on without what the source lacks too; what names it does not start. */
  readonly acceptGaps: boolean;
}

/** An object as the other cluster is to have it. */
export interface WantedObject {
  readonly layer: Layer;
  readonly object: ClusterObject;
}

export const wantedObjects = ({ set, adaptation }: RestoreOrder): readonly WantedObject[] =>
  set.objects.map(({ layer, object }) => ({ layer, object: adaptObject(object, adaptation) }));

/** The group's own namespaces, under the names that they have on the other cluster. */
export function groupNamespaces({ set, adaptation }: RestoreOrder): ReadonlySet<string> {
  const own = set.edges.filter(({ from, to }) => from === undefined && to.kind === 'Namespace');
  return new Set(own.map(({ to }) => adaptation.namespaces?.get(to.name) ?? to.name));
}

export const isOf = (object: ClusterObject | undefined, group: string): boolean =>
  object?.metadata.labels?.[GROUP_LABEL] === group;
