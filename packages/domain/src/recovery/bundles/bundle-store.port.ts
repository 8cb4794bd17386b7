import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import type { Result } from '../../shared/result.js';
import type { BundleFiles } from './bundle-files.js';

/** Where bundles are kept. Problems: `store-failed`. */
export interface BundleStore {
  /** Counters of the finished bundles of a group, ascending. */
  counters(group: string, signal: CancelSignal): Promise<Result<readonly number[], Problem>>;
  /** All files or none; a bundle with this counter that is there already is never replaced: `bundle-taken`. */
  write(place: BundlePlace, files: BundleFiles, signal: CancelSignal): Promise<Result<void, Problem>>;
  /** Undefined: there is no such bundle. */
  read(place: BundlePlace, signal: CancelSignal): Promise<Result<BundleFiles | undefined, Problem>>;
  /** For people: where the bundle is or would be. */
  where(place: BundlePlace): string;
}

export interface BundlePlace {
  readonly group: string;
  readonly counter: number;
}
