import type { ClusterObject } from './cluster-object.js';
import { groupOf } from './object-kind.js';

/** Which object is meant, in any cluster and in any version of its API. */
export interface ObjectRef {
  /** Empty for the core group. */
  readonly group: string;
  readonly kind: string;
  /** Undefined: the object belongs to no namespace. */
  readonly namespace: string | undefined;
  readonly name: string;
}

export const refOf = ({ apiVersion, kind, metadata }: ClusterObject): ObjectRef => ({
  group: groupOf(apiVersion),
  kind,
  namespace: metadata.namespace,
  name: metadata.name,
});

/** `StatefulSet.apps shop/db`, `PersistentVolume pv-1`: for people, and unique, so that it serves as a key too. */
export function formatRef({ group, kind, namespace, name }: ObjectRef): string {
  const where = namespace === undefined ? name : `${namespace}/${name}`;
  return `${group === '' ? kind : `${kind}.${group}`} ${where}`;
}
