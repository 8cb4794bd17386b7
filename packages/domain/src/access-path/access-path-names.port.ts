import type { ObjectKey } from '../kubernetes/object-key.js';
import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';

/** What a name in a StorageClass means: the AccessPath objects that are called so. */
export interface AccessPathNames {
  /** Of all namespaces; none when nothing is called so. Before the first complete list `kubernetes-unsynced`. */
  called(name: string): Result<readonly NamedAccessPath[], Problem>;
}

export interface NamedAccessPath {
  readonly object: ObjectKey;
  /** Its name on the array (`spec.name`). */
  readonly name: string;
  /** Of its array. */
  readonly managers: readonly string[];
}
