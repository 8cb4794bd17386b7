import type { SimClock } from '@twinsite/linux-host/testing';

/** Simulated time that runs `speed` times as fast as ours, so that a test can outwait a long deadline. */
export function fastClock(speed: number): SimClock {
  return {
    now: () => Date.now() * speed,
    after: (ms, act) => {
      const timer = setTimeout(act, ms / speed);
      return () => clearTimeout(timer);
    },
  };
}
