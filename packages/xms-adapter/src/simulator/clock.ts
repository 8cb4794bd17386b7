/** Time as the simulator sees it, so that a test can hold it still. Unit everywhere: milliseconds. */
export interface Clock {
  now(): number;
  /** Runs `act` once after `ms`; calling the returned function before that forgets it. */
  after(ms: number, act: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, act) => {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
};
