import type { AccessPathObjects } from '../../../access-path/access-path-objects.port.js';
import type { ObjectKey } from '../../../kubernetes/object-key.js';

/** The port, and what a user does to the objects beside it. */
export interface AccessPathObjectsSubject {
  readonly objects: AccessPathObjects;
  /** A key nobody has used. */
  readonly freshKey: () => ObjectKey;
  /** Makes the object or changes it to exactly this, as `kubectl apply` does. */
  readonly apply: (key: ObjectKey, wanted: AppliedObject) => Promise<void>;
  /** As `kubectl delete --wait=false`. */
  readonly remove: (key: ObjectKey) => Promise<void>;
}

export interface AppliedObject {
  readonly spec: unknown;
  /** Annotation `sds.xsky.com/take-over-from`. */
  readonly takeOverFrom?: string;
  /** Finalizers of others. */
  readonly finalizers?: readonly string[];
}
