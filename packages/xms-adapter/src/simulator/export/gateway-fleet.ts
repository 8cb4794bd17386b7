import type { Clock } from '../clock.js';
import { pause, withDeadline } from './deadline.js';
import type { HealthView } from './health-view.js';

export interface FleetOptions {
  /** Makes one gateway export what the tables say at the moment of the call; resolves by read-back. */
  readonly configure: (gateway: string, signal: AbortSignal) => Promise<void>;
  /** Asked whenever a gateway does not answer, so that the time of its absence counts from then. */
  readonly health: HealthView;
  readonly clock: Clock;
  /** How long one call to a gateway may take. */
  readonly callMs: number;
  /** How often a gateway is brought in line again although nothing is known to have changed. */
  readonly reconcileMs: number;
}

interface Member {
  readonly name: string;
  appliedVersion: number;
  /** The version a call that has not ended is carrying. */
  pendingVersion: number | undefined;
  wake: AbortController;
}

/** Keeps every gateway in line with the tables, level-triggered: a gateway that comes back gets everything. */
export class GatewayFleet {
  private readonly options: FleetOptions;
  private readonly members: readonly Member[];
  private readonly stop = new AbortController();
  private loops: readonly Promise<void>[] = [];
  private listeners: (() => void)[] = [];
  private version = 1;

  constructor(gateways: readonly string[], options: FleetOptions) {
    this.options = options;
    this.members = gateways.map((name) => ({
      name,
      appliedVersion: 0,
      pendingVersion: undefined,
      wake: new AbortController(),
    }));
  }

  start(): void {
    this.loops = this.members.map((member) => this.run(member));
  }

  /** Says that the tables have changed; returns the version that now has to reach the gateways. */
  changed(): number {
    this.version += 1;
    for (const member of this.members) member.wake.abort();
    return this.version;
  }

  /** True when the gateway has read back this version or a later one since it last failed to answer. */
  hasApplied(gateway: string, version: number): boolean {
    return (this.members.find((member) => member.name === gateway)?.appliedVersion ?? 0) >= version;
  }

  /** True while a call with an older version is on its way: the gateway might still come back and take it. */
  mayStillApplyOlder(gateway: string, version: number): boolean {
    const pending = this.members.find((member) => member.name === gateway)?.pendingVersion;
    return pending !== undefined && pending < version;
  }

  /** Resolves at the next success or failure of any gateway, after `ms`, or on abort. */
  nextNews(ms: number, signal: AbortSignal): Promise<void> {
    const news = new AbortController();
    this.listeners.push(() => news.abort());
    return pause(this.options.clock, ms, AbortSignal.any([signal, news.signal]));
  }

  async close(): Promise<void> {
    this.stop.abort();
    await Promise.all(this.loops);
  }

  private async run(member: Member): Promise<void> {
    const { clock, reconcileMs } = this.options;
    while (!this.stop.signal.aborted) {
      member.wake = new AbortController();
      await this.apply(member);
      this.tell();
      await pause(clock, reconcileMs, AbortSignal.any([this.stop.signal, member.wake.signal]));
    }
  }

  private async apply(member: Member): Promise<void> {
    const { configure, clock, callMs, health } = this.options;
    const version = this.version;
    member.pendingVersion = version;
    try {
      await withDeadline(clock, callMs, this.stop.signal, (signal) => configure(member.name, signal));
      member.appliedVersion = version;
    } catch {
      // Nothing is known about it now; only a later read-back counts.
      member.appliedVersion = 0;
    }
    member.pendingVersion = undefined;
    if (member.appliedVersion === 0) await health.read(this.stop.signal);
  }

  private tell(): void {
    const listeners = this.listeners;
    this.listeners = [];
    for (const listener of listeners) listener();
  }
}
