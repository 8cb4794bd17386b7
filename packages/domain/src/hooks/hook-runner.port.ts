import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Result } from '../shared/result.js';
import type { HookAction } from './hook.js';

/** Does what hooks say, beside one cluster. */
export interface HookRunner {
  /** One try, given up after `timeoutMs` or when the signal fires; what it had begun may go on. */
  run(action: HookAction, timeoutMs: number, signal: CancelSignal): Promise<Result<void, HookFault>>;
}

export interface HookFault {
  /** In words, without secrets: it is kept in journals. */
  readonly detail: string;
  /** What a command wrote last; for the operator's eyes alone. */
  readonly output?: string;
}
