import type { Clock } from '../clock.js';
import { connected, electQuorum, type Monitor, type Quorum } from './quorum.js';
import type { MemoryNetwork } from './site-network.js';

/** The monitors over time: a leader that loses its majority is replaced after an election. */
export class MonitorMajority {
  private readonly monitors: readonly Monitor[];
  private readonly network: MemoryNetwork;
  private readonly clock: Clock;
  private readonly electionMs: number;
  private leader: string | undefined;
  private previous: string | undefined;
  private termNumber = 0;
  private forgetElection: (() => void) | undefined;

  constructor(monitors: readonly Monitor[], network: MemoryNetwork, clock: Clock, electionMs: number) {
    this.monitors = monitors;
    this.network = network;
    this.clock = clock;
    this.electionMs = electionMs;
    this.elect();
  }

  /** Undefined while no leader has a majority. */
  quorum(): Quorum | undefined {
    if (this.leader === undefined) return undefined;
    return electQuorum(this.monitors, this.network.cuts(), this.leader);
  }

  term(): number {
    return this.termNumber;
  }

  reaches(site: Monitor['site']): boolean {
    const leader = this.quorum()?.leader;
    return leader !== undefined && connected(this.network.cuts(), site, leader.site);
  }

  names(): readonly string[] {
    return this.monitors.map((monitor) => monitor.name);
  }

  /** Called on every change of the network; `elected` runs when a new leader has taken over. */
  review(elected: () => void): void {
    const keeper = this.leader ?? this.previous;
    const possible = electQuorum(this.monitors, this.network.cuts(), keeper);
    if (possible && possible.leader.name === keeper) {
      this.leader = keeper;
      this.cancelElection();
      return;
    }
    this.previous = keeper;
    this.leader = undefined;
    if (possible) this.forgetElection ??= this.callElection(elected);
    else this.cancelElection();
  }

  private callElection(elected: () => void): () => void {
    return this.clock.after(this.electionMs, () => {
      this.forgetElection = undefined;
      this.elect();
      elected();
    });
  }

  private elect(): void {
    const quorum = electQuorum(this.monitors, this.network.cuts(), this.previous);
    if (!quorum) return;
    this.leader = quorum.leader.name;
    this.previous = this.leader;
    this.termNumber += 1;
  }

  private cancelElection(): void {
    this.forgetElection?.();
    this.forgetElection = undefined;
  }
}
