const FIRST_MS = 500;
const MOST_MS = 30_000;

/** Pauses that double up to half a minute, each shortened by up to a half, so that many clients do not come at once. */
export class Backoff {
  private readonly random: () => number;
  private next = FIRST_MS;

  constructor(random: () => number) {
    this.random = random;
  }

  pauseMs(): number {
    const pause = this.next * (1 - this.random() / 2);
    this.next = Math.min(this.next * 2, MOST_MS);
    return Math.round(pause);
  }

  reset(): void {
    this.next = FIRST_MS;
  }
}
