import type { ArrayCredentials } from '../array/array-directory.port.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';

/** Credentials that a StorageClass carries itself, kept so that calls without parameters still find the array. */
export interface ClassCredentials {
  /** Kept and in use when it resolves: the array of these managers is listed from then on. Repeating changes nothing. */
  keep(
    entry: { readonly managers: readonly string[]; readonly credentials: ArrayCredentials },
    signal: CancelSignal,
  ): Promise<Result<void, Problem>>;
}
