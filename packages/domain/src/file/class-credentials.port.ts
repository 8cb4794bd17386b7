import type { ArrayCredentials } from '../array/array-directory.port.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';

/**
 * Credentials that come with a CreateVolume whose class names managers: written into the class itself, or of the secret that
 * it refers to. Kept, so that calls that carry ids only still find the array (docs/adr/0028).
 */
export interface ClassCredentials {
  /**
   * To be called before the array is resolved. When it resolves the array of these managers is listed and they are in use,
   * unless it stands in the configuration, whose own win. They are tried first: what the array refuses (`array-denied`)
   * replaces nothing that was kept. Repeating changes nothing.
   */
  keep(entry: ClassEntry, signal: CancelSignal): Promise<Result<void, Problem>>;
}

export interface ClassEntry {
  /** Never empty. */
  readonly managers: readonly string[];
  readonly credentials: ArrayCredentials;
  /** Where they were written; those of a class can be read by everyone who may read classes, which is warned of once. */
  readonly from: 'class' | 'secret';
}
