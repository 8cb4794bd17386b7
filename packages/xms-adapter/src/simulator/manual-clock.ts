import type { Clock } from './clock.js';

interface Alarm {
  readonly at: number;
  readonly act: () => void;
}

/** A clock that moves only when told to; alarms ring in order, and alarms they set ring in the same move. */
export class ManualClock implements Clock {
  private time: number;
  private alarms: Alarm[] = [];

  constructor(startMs = Date.UTC(2026, 0, 1)) {
    this.time = startMs;
  }

  now(): number {
    return this.time;
  }

  after(ms: number, act: () => void): () => void {
    const alarm: Alarm = { at: this.time + Math.max(0, ms), act };
    this.alarms.push(alarm);
    return () => {
      this.alarms = this.alarms.filter((other) => other !== alarm);
    };
  }

  /** Moves on by `ms`, letting promises settle before the move and after each alarm. */
  async advance(ms: number): Promise<void> {
    const end = this.time + ms;
    await settleMicrotasks();
    for (let next = this.nextBefore(end); next !== undefined; next = this.nextBefore(end)) {
      this.alarms = this.alarms.filter((alarm) => alarm !== next);
      this.time = next.at;
      next.act();
      await settleMicrotasks();
    }
    this.time = end;
  }

  private nextBefore(end: number): Alarm | undefined {
    const due = this.alarms.filter((alarm) => alarm.at <= end);
    return due.reduce<Alarm | undefined>(
      (first, alarm) => (!first || alarm.at < first.at ? alarm : first),
      undefined,
    );
  }
}

function settleMicrotasks(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
