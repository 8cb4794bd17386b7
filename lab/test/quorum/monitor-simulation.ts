import { MONITORS, type MonitorName } from '../../src/network/topology.js';
import type { Message } from '../../src/quorum/message.js';
import { Monitor, type MonitorTimes } from '../../src/quorum/monitor.js';

export const TIMES: MonitorTimes = { voteLeaseMs: 800, voteEveryMs: 150, gatewayLeaseMs: 2_500 };

interface InFlight {
  readonly at: number;
  readonly from: MonitorName;
  readonly to: MonitorName;
  readonly message: Message;
}

/** Three monitors on a network that delays, loses and parts; time moves in steps of 10 ms. */
export class MonitorSimulation {
  now = 0;
  readonly #monitors = new Map<MonitorName, Monitor>();
  readonly #cut = new Set<string>();
  #inFlight: InFlight[] = [];
  #starts = 0;
  /** Milliseconds a message takes, or undefined when it is lost. */
  transit: () => number | undefined = () => 1;

  constructor() {
    for (const name of MONITORS) this.restart(name);
  }

  monitor(name: MonitorName): Monitor {
    const monitor = this.#monitors.get(name);
    if (monitor === undefined) throw new Error(name);
    return monitor;
  }

  restart(name: MonitorName): void {
    this.#starts += 1;
    this.#monitors.set(
      name,
      new Monitor(name, TIMES, { at: this.now, firstRound: this.#starts * 1_000_000 }),
    );
  }

  cut(one: MonitorName, other: MonitorName): void {
    this.#cut.add(link(one, other));
  }

  heal(): void {
    this.#cut.clear();
  }

  leaders(): MonitorName[] {
    return MONITORS.filter((name) => this.monitor(name).leading(this.now));
  }

  /** Runs on and tells after every step who leads. */
  run(milliseconds: number, onStep: (leaders: MonitorName[]) => void = () => undefined): void {
    for (const end = this.now + milliseconds; this.now < end; this.now += 10) {
      if (this.now % TIMES.voteEveryMs === 0) this.#tick();
      this.#deliver();
      onStep(this.leaders());
    }
  }

  #tick(): void {
    for (const from of MONITORS)
      for (const { to, message } of this.monitor(from).tick(this.now)) this.#send({ from, to, message });
  }

  #send(letter: Omit<InFlight, 'at'>): void {
    const delay = this.transit();
    if (delay !== undefined) this.#inFlight.push({ ...letter, at: this.now + delay });
  }

  #deliver(): void {
    const due = this.#inFlight.filter((letter) => letter.at <= this.now);
    this.#inFlight = this.#inFlight.filter((letter) => letter.at > this.now);
    for (const { from, to, message } of due) {
      if (this.#cut.has(link(from, to))) continue;
      const answer = this.monitor(to).receive(message, this.now);
      if (answer !== undefined) this.#send({ from: to, to: from, message: answer });
    }
  }
}

function link(one: MonitorName, other: MonitorName): string {
  return [one, other].toSorted().join(' ');
}
