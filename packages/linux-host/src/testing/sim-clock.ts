import type { CancelSignal, Clock } from '@twinsite/domain';

/** Time as the simulation sees it, so that a test can hold it still. Unit: milliseconds. */
export interface SimClock {
  now(): number;
  /** Runs `act` once after `ms`; calling the returned function before that forgets it. */
  after(ms: number, act: () => void): () => void;
}

export const systemSimClock: SimClock = {
  now: () => Date.now(),
  after: (ms, act) => {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};

/** The same time for the product code that runs on the simulated host. */
export function clockOf(clock: SimClock): Clock {
  return {
    now: () => clock.now(),
    sleep: (ms: number, signal: CancelSignal) =>
      new Promise((resolve) => {
        if (signal.aborted) {
          resolve();
          return;
        }
        const wake = (): void => {
          forget();
          signal.removeEventListener('abort', wake);
          resolve();
        };
        const forget = clock.after(ms, wake);
        signal.addEventListener('abort', wake);
      }),
  };
}
