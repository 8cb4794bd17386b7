import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Clock } from '../shared/clock.port.js';

/** Time that passes only when somebody sleeps: every sleep returns at once and moves the clock on. */
export class ManualClock implements Clock {
  private time: number;

  constructor(start = 1_800_000_000_000) {
    this.time = start;
  }

  now(): number {
    return this.time;
  }

  advance(ms: number): void {
    this.time += ms;
  }

  sleep(ms: number, signal: CancelSignal): Promise<void> {
    if (!signal.aborted) this.time += ms;
    return Promise.resolve();
  }
}
