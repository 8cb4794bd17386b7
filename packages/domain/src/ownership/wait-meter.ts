import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Clock } from '../shared/clock.port.js';

/** A clock that tells how long anybody was waiting with it; several who wait at once count once. */
export class WaitMeter implements Clock {
  private readonly clock: Clock;
  private waiting = 0;
  private since = 0;
  private total = 0;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Unit: ms. */
  get waitedMs(): number {
    return this.total + (this.waiting > 0 ? this.now() - this.since : 0);
  }

  now(): number {
    return this.clock.now();
  }

  async sleep(ms: number, signal: CancelSignal): Promise<void> {
    if (this.waiting === 0) this.since = this.now();
    this.waiting += 1;
    await this.clock.sleep(ms, signal);
    this.waiting -= 1;
    if (this.waiting === 0) this.total += this.now() - this.since;
  }
}
