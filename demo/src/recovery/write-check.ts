import type { TwoSiteWorld } from '../world/two-site-world.js';

export type SiteName = 'a' | 'b';

/** From then on only this site may write, wall clock of the hand-over, ms. */
export interface Reign {
  readonly site: SiteName;
  readonly since: number;
}

/**
 * Writes that reached the pool from a site that had lost the group by then: by the data plane's own log, whatever the array's
 * tables or drctl say. Between two reigns nobody may write.
 */
export function doubleWrites(
  world: TwoSiteWorld,
  reigns: readonly Reign[],
  siteOf: (iqn: string) => SiteName,
): number {
  const log = world.simulator.memory?.writeLog.entries() ?? [];
  return log.filter(({ executedAt, initiator }) => {
    if (executedAt === undefined) return false;
    const reign = reigns.findLast(({ since }) => since <= executedAt);
    return reign !== undefined && reign.site !== siteOf(initiator);
  }).length;
}
