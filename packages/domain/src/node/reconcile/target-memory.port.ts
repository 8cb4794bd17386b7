import type { TargetPortal } from '../../attachment/attachment.js';
import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import type { Result } from '../../shared/result.js';

/** The portals this driver has logged in to, kept on the host beside the journal: what is not among them is not ours. */
export interface TargetMemory {
  /** Empty when nothing was ever kept. */
  load(signal: CancelSignal): Promise<Result<readonly TargetPortal[], Problem>>;
  save(targets: readonly TargetPortal[], signal: CancelSignal): Promise<Result<void, Problem>>;
}
