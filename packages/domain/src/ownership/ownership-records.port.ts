import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';
import type { EpochClaim, ProtectionRecord } from './ownership-record.js';
import type { OwnershipView } from './ownership-view.js';

/** Who owns which group, as one array remembers it for every cluster. Nothing of it is ever changed, only made and removed. */
export interface OwnershipRecords {
  /** Complete, or a problem: a part would let a former owner write. Never from a cache. */
  read(signal: CancelSignal): Promise<Result<OwnershipView, Problem>>;
  /**
   * Makes the record of this epoch. Success says nothing of who owns it: another cluster may have made one at the same moment, or
   * before. Only a `read` afterwards does.
   */
  claim(claim: EpochClaim, signal: CancelSignal): Promise<Result<void, Problem>>;
  /** Notes that a volume belongs to a group. Repeating changes nothing; of two groups the first stays. */
  protect(record: ProtectionRecord, signal: CancelSignal): Promise<Result<void, Problem>>;
  /** Success when there is none. */
  unprotect(volume: string, signal: CancelSignal): Promise<Result<void, Problem>>;
}
