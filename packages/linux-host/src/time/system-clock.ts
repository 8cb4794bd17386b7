import type { CancelSignal, Clock } from '@twinsite/domain';

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms: number, signal: CancelSignal) =>
    new Promise((resolve) => {
      if (signal.aborted) {
        resolve();
        return;
      }
      const wake = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      signal.addEventListener('abort', wake);
    }),
};
