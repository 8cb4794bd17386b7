import type { MonitorName } from '../network/topology.js';

/**
 * One monitor's single vote: it belongs to one candidate at a time, for one lease after each grant. Because a
 * candidate counts the same vote from an earlier moment (when it asked), it never believes in a vote that is free.
 */
export class VoteRegister {
  readonly #leaseMs: number;
  #holder: MonitorName | undefined;
  #until: number;

  /** A voter that has just started may have voted before it fell: it stays silent for one whole lease. */
  constructor(leaseMs: number, startedAt: number) {
    this.#leaseMs = leaseMs;
    this.#until = startedAt + leaseMs;
  }

  holder(now: number): MonitorName | undefined {
    return now < this.#until ? this.#holder : undefined;
  }

  free(now: number): boolean {
    return now >= this.#until;
  }

  /** Grants when the vote is free or already belongs to this candidate, and starts the lease anew. */
  request(candidate: MonitorName, now: number): boolean {
    if (!this.free(now) && this.#holder !== candidate) return false;
    this.#holder = candidate;
    this.#until = now + this.#leaseMs;
    return true;
  }

  /** Only for a candidate's vote for itself, which nobody else counts. */
  release(candidate: MonitorName, now: number): void {
    if (this.holder(now) === candidate) this.#until = now;
  }
}
