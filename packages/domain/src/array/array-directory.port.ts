import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';
import type { StorageArray } from './storage-array.js';

/** The list of arrays the driver knows. CSI calls often carry ids only, so this list is how a volume is found. */
export interface ArrayDirectory<Entry = StorageArray> {
  listed(): readonly Entry[];
  /**
   * The array a request speaks of. Its own managers and secret win where present; without managers the only
   * listed array is meant, and several listed arrays are `invalid-request`.
   */
  resolve(hint: ArrayHint): Result<Entry, Problem>;
}

export interface ArrayHint {
  /** Managers in the order to try, `host`, `host:port` or `http://host:port`; empty when the request names none. */
  readonly managers: readonly string[];
  /** Of an AccessPath: its managers say which array is meant, and these credentials were not written for them. */
  readonly namedBy?: 'request' | 'access-path';
  readonly credentials: ArrayCredentials | undefined;
}

export type ArrayCredentials =
  | { readonly kind: 'password'; readonly user: string; readonly password: string }
  | { readonly kind: 'token'; readonly token: string };
