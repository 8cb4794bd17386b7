import type { CancelSignal } from './cancel-signal.js';
import type { GeneralProblem } from './problem.js';

/**
 * The problem of a call whose signal has fired: `deadline` or `cancelled`. A reason that carries a problem says it
 * itself (the CSI porch gives such reasons); a TimeoutError, as of AbortSignal.timeout, is a deadline too.
 */
export function stoppedProblem(signal: CancelSignal, operation: string, afterMs: number): GeneralProblem {
  return isTimeout(signal.reason)
    ? { kind: 'deadline', operation, afterMs: Math.round(afterMs) }
    : { kind: 'cancelled', operation };
}

export function isTimeout(reason: unknown): boolean {
  if (!isObject(reason)) return false;
  if (reason['name'] === 'TimeoutError') return true;
  const problem = reason['problem'];
  return isObject(problem) && problem['kind'] === 'deadline';
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
