import type { CancelSignal, Clock } from '@twinsite/domain';
import { settled } from '../time/settled.js';

/** A counting semaphore, first come first served. */
export class ClassSlots {
  private free: number;
  private readonly waiting: (() => void)[] = [];

  constructor(limit: number) {
    this.free = limit;
  }

  /** The release function, or undefined when none came free in time or the caller gave up. */
  async acquire(clock: Clock, waitMs: number, signal: CancelSignal): Promise<(() => void) | undefined> {
    if (signal.aborted) return undefined;
    if (this.free > 0) {
      this.free -= 1;
      return this.releaser();
    }
    let next = (): void => undefined;
    const turn = new Promise<void>((resolve) => {
      next = resolve;
    });
    this.waiting.push(next);
    if (await settled(turn, { clock, ms: waitMs, signal })) return this.releaser();
    const place = this.waiting.indexOf(next);
    // Handed over at the very moment of giving up: the slot is ours to use.
    if (place < 0) return this.releaser();
    this.waiting.splice(place, 1);
    return undefined;
  }

  private releaser(): () => void {
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      const next = this.waiting.shift();
      if (next === undefined) this.free += 1;
      else next();
    };
  }
}
