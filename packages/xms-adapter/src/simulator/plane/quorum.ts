import type { Site } from '../topology/topology.js';

/** Which of the severable parts of the network are cut. */
export interface Cuts {
  readonly sites: ReadonlySet<Site>;
  /** The one link between the data sites; both still reach the arbiter. */
  readonly interSite: boolean;
}

export interface Monitor {
  readonly name: string;
  readonly site: Site;
}

export interface Quorum {
  readonly leader: Monitor;
  readonly members: readonly Monitor[];
}

/** A cut site reaches nothing, itself included. The arbiter never relays between the data sites. */
export function connected(cuts: Cuts, from: Site, to: Site): boolean {
  if (cuts.sites.has(from) || cuts.sites.has(to)) return false;
  const acrossTheLink = from !== to && from !== 'arbiter' && to !== 'arbiter';
  return !(acrossTheLink && cuts.interSite);
}

/**
 * The monitors that form a majority, or undefined. A leader stays as long as it reaches a majority; the
 * arbiter votes but never leads. With one vote per monitor and one leader at a time there is one majority.
 */
export function electQuorum(
  monitors: readonly Monitor[],
  cuts: Cuts,
  previous: string | undefined,
): Quorum | undefined {
  const candidates = monitors.filter((monitor) => monitor.site !== 'arbiter');
  const sticky = candidates.filter((monitor) => monitor.name === previous);
  for (const leader of [...sticky, ...candidates]) {
    const members = monitors.filter((monitor) => connected(cuts, leader.site, monitor.site));
    if (members.length * 2 > monitors.length) return { leader, members };
  }
  return undefined;
}
