import type { Clock } from '../../shared/clock.port.js';

/** Between the first and the deciding look at something that seems to belong to nobody. Unit: ms. */
const PATIENCE_MS = 60_000;

/** Remembers since when each thing has been seen without a break. */
export class Sightings {
  private readonly clock: Clock;
  private since = new Map<string, number>();

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Takes note of what is seen now; what is missing has to be seen twice again. */
  note(things: readonly string[]): void {
    const now = this.clock.now();
    this.since = new Map(things.map((thing) => [thing, this.since.get(thing) ?? now]));
  }

  /** Seen before, and long enough ago. */
  isDue(thing: string): boolean {
    const first = this.since.get(thing);
    return first !== undefined && this.clock.now() - first >= PATIENCE_MS;
  }
}
