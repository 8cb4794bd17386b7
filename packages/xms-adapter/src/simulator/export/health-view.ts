import type { Clock } from '../clock.js';
import type { DataPlane, PlaneHealth } from '../data-plane.js';
import { withDeadline } from './deadline.js';

export interface HealthTimes {
  /** How long the monitors may take to answer, ms. */
  readonly patienceMs: number;
  /** How long an answer is good for, ms; 0 = ask every time. */
  readonly cacheMs: number;
}

/** The monitors' word on who is alive, and since when they have been saying that a gateway is not. */
export class HealthView {
  private readonly plane: DataPlane;
  private readonly clock: Clock;
  private readonly times: HealthTimes;
  private readonly absentSince = new Map<string, number>();
  private latest: PlaneHealth | undefined;
  private freshUntil = 0;

  constructor(plane: DataPlane, clock: Clock, times: HealthTimes) {
    this.plane = plane;
    this.clock = clock;
    this.times = times;
  }

  /** Undefined: no majority of monitors answers, so nothing is known. */
  async read(signal: AbortSignal): Promise<PlaneHealth | undefined> {
    if (this.clock.now() < this.freshUntil) return this.latest;
    const health = await withDeadline(this.clock, this.times.patienceMs, signal, (inner) =>
      this.plane.health(inner),
    ).catch(() => undefined);
    this.latest = health;
    this.freshUntil = this.clock.now() + this.times.cacheMs;
    this.remember(health);
    return health;
  }

  /** What `read` last learnt. */
  last(): PlaneHealth | undefined {
    return this.latest;
  }

  /** How long a majority has been saying, without a break, that this gateway is not alive; 0 when it is. */
  absentForMs(gateway: string): number {
    const since = this.absentSince.get(gateway);
    return since === undefined ? 0 : this.clock.now() - since;
  }

  isAbsent(gateway: string): boolean {
    return this.absentSince.has(gateway);
  }

  private remember(health: PlaneHealth | undefined): void {
    const absent = health?.gateways.filter((gateway) => !gateway.alive) ?? [];
    const names = new Set(absent.map((gateway) => gateway.name));
    for (const name of this.absentSince.keys()) if (!names.has(name)) this.absentSince.delete(name);
    for (const name of names) if (!this.absentSince.has(name)) this.absentSince.set(name, this.clock.now());
  }
}
