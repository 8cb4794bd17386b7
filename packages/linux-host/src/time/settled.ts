import type { CancelSignal, Clock } from '@twinsite/domain';
import { anySignal } from './any-signal.js';

export interface Bound {
  readonly clock: Clock;
  readonly ms: number;
  readonly signal: CancelSignal;
}

/** Waits for a promise, but no longer than `ms` and no longer than the caller does. True when it settled. */
export async function settled(promise: Promise<unknown>, bound: Bound): Promise<boolean> {
  const timer = new AbortController();
  const both = anySignal(bound.signal, timer.signal);
  const given = bound.clock.sleep(bound.ms, both.signal).then(() => false);
  const done = promise.then(
    () => true,
    () => true,
  );
  try {
    return await Promise.race([done, given]);
  } finally {
    timer.abort();
    both.release();
  }
}
