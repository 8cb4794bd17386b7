import type { Clock } from '../clock.js';

/** Runs `call` with a signal that aborts with the parent or after `ms` on the given clock. */
export async function withDeadline<T>(
  clock: Clock,
  ms: number,
  parent: AbortSignal,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const own = new AbortController();
  const forget = clock.after(ms, () => own.abort(new Error(`no answer within ${ms} ms`)));
  try {
    return await call(AbortSignal.any([parent, own.signal]));
  } finally {
    forget();
  }
}

/** Resolves after `ms` on the clock, or at once when the signal aborts. */
export function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      forget();
      signal.removeEventListener('abort', done);
      resolve();
    };
    const forget = clock.after(ms, done);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}
