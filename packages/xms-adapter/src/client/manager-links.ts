import { Breaker } from './breaker.js';
import { LruMap } from './lru-map.js';
import type { ManagerAddress } from './manager-address.js';
import { ManagerLink, type TlsTrust } from './manager-link.js';
import type { XmsTimings } from './timings.js';

const MAX_LINKS = 64;

/** The connections of this process to all managers of all arrays; the least used are closed beyond 64. */
export class ManagerLinks {
  private readonly links: LruMap<ManagerLink>;
  private readonly timings: XmsTimings;
  private readonly now: () => number;

  constructor(timings: XmsTimings, now: () => number) {
    this.timings = timings;
    this.now = now;
    this.links = new LruMap(MAX_LINKS, (link) => void link.close());
  }

  to(manager: ManagerAddress, trust: TlsTrust): ManagerLink {
    const key = JSON.stringify([manager.origin, trust.ca, trust.verify]);
    return this.links.getOrMake(key, () => {
      const { darkPauseMs, maxDarkPauseMs } = this.timings;
      return new ManagerLink(
        manager,
        new Breaker(darkPauseMs, maxDarkPauseMs, this.now),
        this.timings,
        trust,
      );
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.links.clear().map((link) => link.close()));
  }
}
