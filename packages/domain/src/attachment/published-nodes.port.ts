import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';
import type { Holder } from './lun-access.port.js';

/** Who has which volume mapped, over the whole array. */
export interface PublishedNodes {
  /**
   * Clients by the array's volume id; a volume that nobody has mapped is not a key. Complete, or a problem: a part
   * would look like a detach (hazard H27).
   */
  byVolume(signal: CancelSignal): Promise<Result<ReadonlyMap<string, readonly Holder[]>, Problem>>;
}
