import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';
import type { Pool } from './pool.js';

/** The data pools of one array. */
export interface Pools {
  /**
   * By display name, internal name or numeric id. None: `pool-missing` with the known names; several:
   * `pool-ambiguous`.
   */
  find(reference: string, signal: CancelSignal): Promise<Result<Pool, Problem>>;
  /** Every pool that can hold volumes. */
  list(signal: CancelSignal): Promise<Result<readonly Pool[], Problem>>;
}
