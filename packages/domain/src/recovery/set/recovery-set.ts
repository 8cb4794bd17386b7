import type { ClusterObject } from '../objects/cluster-object.js';
import type { ObjectRef } from '../objects/object-ref.js';
import type { Layer } from './layer.js';

/** Everything that a group needs on another cluster: what a bundle carries. */
export interface RecoverySet {
  readonly group: string;
  /** Id of the cluster that it was read from. */
  readonly cluster: string;
  /** Sorted by layer, then by reference. */
  readonly objects: readonly RecoveryObject[];
  /** Sorted; every `to` is one of the objects, or named in `gaps`. */
  readonly edges: readonly Edge[];
  /** What is referred to and was not found or may not be read. */
  readonly gaps: readonly Gap[];
}

export interface RecoveryObject {
  readonly layer: Layer;
  /** Cleaned of all that belongs to its own cluster: no uid, no status, no owner, Retain. */
  readonly object: ClusterObject;
}

/** Why an object is in the set. */
export interface Edge {
  /** Undefined: the group's own selection. */
  readonly from: ObjectRef | undefined;
  readonly to: ObjectRef;
  /** `spec.volumes[0].persistentVolumeClaim.claimName`, `namespace of the group`. */
  readonly reason: string;
}

export interface Gap {
  readonly from: ObjectRef;
  readonly to: ObjectRef;
  readonly reason: string;
  /** The group cannot start without it. */
  readonly required: boolean;
}
