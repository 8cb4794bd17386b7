import type { CancelSignal } from './cancel-signal.js';

/** Time as the use cases see it. Unit: milliseconds since the Unix epoch. */
export interface Clock {
  now(): number;
  /** Resolves after `ms`, or as soon as the signal fires; it never rejects. */
  sleep(ms: number, signal: CancelSignal): Promise<void>;
}
