import type { CancelSignal, Clock } from '@twinsite/domain';

/** Stands still unless moved; sleeping moves it on at once, after letting others run. */
export class TestClock implements Clock {
  slept: number[] = [];
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

  async sleep(ms: number, signal: CancelSignal): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (signal.aborted) return;
    this.slept.push(ms);
    this.time += ms;
  }
}
