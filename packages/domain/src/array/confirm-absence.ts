import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';

/**
 * Asked when no listed array has a volume: whether anything else says that it is on an array that is listed no more
 * (`array-dropped`). "Deleted" and "detached" are only true of a list that is whole.
 */
export type ConfirmAbsence = (volumeId: string, signal: CancelSignal) => Promise<Result<void, Problem>>;

/** Whether no volume is known of an array that is listed no more. */
export type ConfirmWhole = (signal: CancelSignal) => Promise<Result<void, Problem>>;
