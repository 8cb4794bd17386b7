import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';
import type { KeptClass, KeptClasses } from './kept-classes.js';

/** Where the credentials of classes are kept, so that they outlive the driver's process (docs/adr/0028). */
export interface ClassSecrets {
  /** What is kept now, all of it or a problem; nothing was ever kept: none. */
  read(signal: CancelSignal): Promise<Result<KeptClasses, Problem>>;
  /**
   * Keeps one more in place of those whose managers it names all; what cannot be read stays as it is. Somebody else wrote
   * meanwhile, or the place is not ours: `kubernetes-conflict`. Repeating changes nothing.
   */
  save(entry: KeptClass, signal: CancelSignal): Promise<Result<void, Problem>>;
}
