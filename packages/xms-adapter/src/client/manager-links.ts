import { Breaker } from './breaker.js';
import { LruMap } from './lru-map.js';
import type { ManagerAddress } from './manager-address.js';
import { ManagerLink, type TlsTrust } from './manager-link.js';
import type { XmsTimings } from './timings.js';

const MAX_LINKS = 64;

export interface ManagerKey {
  readonly manager: ManagerAddress;
  readonly trust: TlsTrust;
}

const keyOf = ({ manager, trust }: ManagerKey): string =>
  JSON.stringify([manager.origin, trust.ca, trust.verify]);

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
    return this.links.getOrMake(keyOf({ manager, trust }), () => {
      const { darkPauseMs, maxDarkPauseMs } = this.timings;
      return new ManagerLink(
        manager,
        new Breaker(darkPauseMs, maxDarkPauseMs, this.now),
        this.timings,
        trust,
      );
    });
  }

  /** Drops those of `before` that are not among `now`; they close when their calls have ended. */
  retain(now: readonly ManagerKey[], before: readonly ManagerKey[]): void {
    const stay = new Set(now.map(keyOf));
    for (const key of before.map(keyOf).filter((each) => !stay.has(each))) {
      const link = this.links.get(key);
      this.links.delete(key);
      void link?.close();
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.links.clear().map((link) => link.close()));
  }
}
