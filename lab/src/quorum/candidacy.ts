import type { MonitorName } from '../network/topology.js';

const MAJORITY = 2;
const REMEMBERED_ROUNDS = 64;

/** The votes one candidate may count on, each from the moment it was asked for. */
export class Candidacy {
  readonly #leaseMs: number;
  readonly #validUntil = new Map<MonitorName, number>();
  readonly #askedAt = new Map<number, number>();
  #round: number;
  #leadingSince: number | undefined;

  /** `firstRound` differs between starts: a late answer to a predecessor must not count as one to us. */
  constructor(leaseMs: number, firstRound: number) {
    this.#leaseMs = leaseMs;
    this.#round = firstRound;
  }

  /** Opens a round and returns its number. Answers to it count from now. */
  open(now: number): number {
    this.#round += 1;
    this.#askedAt.set(this.#round, now);
    this.#askedAt.delete(this.#round - REMEMBERED_ROUNDS);
    return this.#round;
  }

  granted(voter: MonitorName, round: number, now: number): void {
    const askedAt = this.#askedAt.get(round);
    if (askedAt === undefined) return;
    const until = Math.max(askedAt + this.#leaseMs, this.#validUntil.get(voter) ?? 0);
    this.#validUntil.set(voter, until);
    this.#observe(now);
  }

  withdraw(voter: MonitorName, now: number): void {
    this.#validUntil.delete(voter);
    this.#observe(now);
  }

  voters(now: number): MonitorName[] {
    return [...this.#validUntil].filter(([, until]) => now < until).map(([voter]) => voter);
  }

  leading(now: number): boolean {
    return this.#observe(now) !== undefined;
  }

  leadingSince(now: number): number | undefined {
    return this.#observe(now);
  }

  #observe(now: number): number | undefined {
    const majority = this.voters(now).length >= MAJORITY;
    this.#leadingSince = majority ? (this.#leadingSince ?? now) : undefined;
    return this.#leadingSince;
  }
}
