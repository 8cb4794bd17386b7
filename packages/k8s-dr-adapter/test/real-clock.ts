import type { Clock } from '@twinsite/domain';

/** For what waits on sockets. */
export const realClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) => {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const timer = setTimeout(wake, ms);
      signal.addEventListener('abort', wake);
    });
  },
};
