import type { SimClock } from './sim-clock.js';

interface Alarm {
  readonly at: number;
  readonly act: () => void;
}

/** Turns of the event loop after which everything that can go on without time has gone on. */
const SETTLE_TURNS = 4;
/** An hour of simulated time without an end is a test that will never end. */
const PATIENCE_MS = 3_600_000;

/** A clock that moves only when told to. For code that does no real input or output. */
export class VirtualClock implements SimClock {
  private time = 1_800_000_000_000;
  private readonly alarms = new Set<Alarm>();

  now(): number {
    return this.time;
  }

  after(ms: number, act: () => void): () => void {
    const alarm: Alarm = { at: this.time + Math.max(0, ms), act };
    this.alarms.add(alarm);
    return () => this.alarms.delete(alarm);
  }

  /** Moves on by `ms`; alarms ring in order, and what they start goes on before the next one. */
  async advance(ms: number): Promise<void> {
    const end = this.time + ms;
    await settle();
    for (let next = this.next(); next !== undefined && next.at <= end; next = this.next()) {
      await this.ring(next);
    }
    this.time = end;
  }

  /** Moves on, alarm by alarm, until the promise has settled. */
  async during<T>(promise: Promise<T>): Promise<T> {
    const state = { open: true };
    const close = (): void => {
      state.open = false;
    };
    promise.then(close, close);
    const start = this.time;
    await settle();
    while (state.open) {
      const next = this.next();
      if (next === undefined || next.at - start > PATIENCE_MS)
        throw new Error('nothing will ever settle this promise');
      await this.ring(next);
    }
    return promise;
  }

  private async ring(alarm: Alarm): Promise<void> {
    this.alarms.delete(alarm);
    this.time = Math.max(this.time, alarm.at);
    alarm.act();
    await settle();
  }

  private next(): Alarm | undefined {
    let first: Alarm | undefined;
    for (const alarm of this.alarms) if (first === undefined || alarm.at < first.at) first = alarm;
    return first;
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < SETTLE_TURNS; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
