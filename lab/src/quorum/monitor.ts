import { MONITORS, type MonitorName } from '../network/topology.js';
import { Candidacy } from './candidacy.js';
import { GatewayGrants } from './gateway-grants.js';
import type { Message } from './message.js';
import { VoteRegister } from './vote-register.js';

export interface MonitorTimes {
  readonly voteLeaseMs: number;
  readonly voteEveryMs: number;
  readonly gatewayLeaseMs: number;
}

export interface MonitorView {
  readonly name: MonitorName;
  readonly leading: boolean;
  /** The monitors whose votes the leader holds now, itself included. */
  readonly voters: readonly MonitorName[];
  readonly gateways: readonly { readonly name: string; readonly alive: boolean }[];
}

/** A start of a monitor: when, on its own clock, and a number that no earlier start has used up. */
export interface MonitorStart {
  readonly at: number;
  readonly firstRound: number;
}

export type Outgoing = { readonly to: MonitorName; readonly message: Message };

/** The order in which candidates give way to each other while none of them leads; the arbiter never leads. */
const CANDIDATES: readonly MonitorName[] = ['mon-a', 'mon-b'];

/** One monitor without sockets or clocks: every call is told the time (any monotonic milliseconds). */
export class Monitor {
  readonly name: MonitorName;
  readonly #times: MonitorTimes;
  readonly #vote: VoteRegister;
  readonly #candidacy: Candidacy;
  readonly #grants: GatewayGrants;
  readonly #rank: number;
  #restUntil: number;

  constructor(name: MonitorName, times: MonitorTimes, start: MonitorStart) {
    this.name = name;
    this.#times = times;
    this.#vote = new VoteRegister(times.voteLeaseMs, start.at);
    this.#candidacy = new Candidacy(times.voteLeaseMs, start.firstRound);
    this.#grants = new GatewayGrants(times.gatewayLeaseMs);
    this.#rank = CANDIDATES.indexOf(name);
    this.#restUntil = start.at + this.#restMs();
  }

  leading(now: number): boolean {
    return this.#candidacy.leading(now);
  }

  /** To be called every `voteEveryMs`. A leader renews its votes, another candidate may try to lead. */
  tick(now: number): Outgoing[] {
    if (this.#rank < 0) return [];
    if (!this.leading(now) && now < this.#restUntil) return [];
    if (!this.#vote.request(this.name, now)) return [];
    const round = this.#candidacy.open(now);
    this.#candidacy.granted(this.name, round, now);
    const message: Message = { kind: 'vote-request', candidate: this.name, round };
    return MONITORS.filter((other) => other !== this.name).map((to) => ({ to, message }));
  }

  /** The answer to send back to where the message came from, if any. */
  receive(message: Message, now: number): Message | undefined {
    switch (message.kind) {
      case 'vote-request':
        return this.#answerCandidate(message.candidate, message.round, now);
      case 'vote-granted':
        this.#candidacy.granted(message.voter, message.round, now);
        return undefined;
      case 'vote-refused':
        this.#refused(message.voter, now);
        return undefined;
      case 'renew':
        if (!this.leading(now)) return undefined;
        this.#grants.grant(message.gateway, now);
        return { kind: 'granted', sequence: message.sequence };
      case 'granted':
      case 'status':
        return undefined;
    }
  }

  view(gateways: readonly string[], now: number): MonitorView {
    const since = this.#candidacy.leadingSince(now);
    return {
      name: this.name,
      leading: since !== undefined,
      voters: since === undefined ? [] : this.#candidacy.voters(now),
      gateways: gateways.map((name) => ({
        name,
        alive: since !== undefined && this.#grants.mayBeAlive(name, since, now),
      })),
    };
  }

  #answerCandidate(candidate: MonitorName, round: number, now: number): Message {
    const theirRank = CANDIDATES.indexOf(candidate);
    const outranked = this.#rank >= 0 && theirRank < this.#rank;
    if (outranked && this.#vote.holder(now) === this.name && !this.leading(now)) this.#yield(now);
    const kind = theirRank >= 0 && this.#vote.request(candidate, now) ? 'vote-granted' : 'vote-refused';
    return { kind, voter: this.name, round };
  }

  /** Someone else holds that vote. Unless we lead without it, we free our own for whoever that is. */
  #refused(voter: MonitorName, now: number): void {
    this.#candidacy.withdraw(voter, now);
    if (!this.leading(now)) this.#yield(now);
  }

  /** Our own vote stops counting for us before it is free for another: two leaders stay impossible. */
  #yield(now: number): void {
    this.#candidacy.withdraw(this.name, now);
    this.#vote.release(this.name, now);
    this.#restUntil = now + this.#restMs();
  }

  /** Long enough for the other's next request to arrive; different for the two, so they cannot stay in step. */
  #restMs(): number {
    return this.#times.voteEveryMs * (2 + this.#rank);
  }
}
