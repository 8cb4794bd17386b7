import { isMonitor, MEMBERS, PLACES, type Member, type Net, type Site } from './topology.js';

/** One cable: a link in the fabric namespace that is plugged into a bridge or, when cut, into nothing. */
export interface Port {
  readonly link: string;
  readonly bridge: string;
  /**
   * Isolated ports reach the bridge's other ports but not each other (bridge(8) `isolated`): so neither the
   * management network nor the arbiter can carry traffic from one site to the other.
   */
  readonly isolated: boolean;
}

export const BRIDGES = ['site-a', 'site-b', 'arbiter', 'management'] as const;

/** The two ends of the one cable between the sites. */
export const INTER_SITE: readonly Port[] = [
  { link: 'inter-site-a', bridge: 'site-a', isolated: false },
  { link: 'inter-site-b', bridge: 'site-b', isolated: false },
];

const SHORT: Readonly<Record<Net, string>> = { data: 'data', arbiter: 'arb', management: 'mgmt' };

export function linkName(member: Member, net: Net): string {
  return `${member}-${SHORT[net]}`;
}

function bridgeOf(member: Member, net: Net): string {
  return net === 'data' ? `site-${PLACES[member].site}` : net;
}

export function netsOf(member: Member): Net[] {
  return Object.keys(PLACES[member].addresses) as Net[];
}

export function portOf(member: Member, net: Net): Port {
  const isolated = net === 'management' || (net === 'arbiter' && member !== 'mon-arb');
  return { link: linkName(member, net), bridge: bridgeOf(member, net), isolated };
}

export function portsOf(member: Member): Port[] {
  return netsOf(member).map((net) => portOf(member, net));
}

/** Everything that goes dark with a site, except the members that are spared. */
export function sitePorts(site: Site, sparing: readonly Member[] = []): Port[] {
  const inside = MEMBERS.filter((member) => PLACES[member].site === site && !sparing.includes(member));
  return inside.flatMap(portsOf);
}

/** A fixed address per link: after a reboot the others' ARP tables are still right. */
export function macOf(member: Member, net: Net): string {
  const number = (MEMBERS.indexOf(member) + 1).toString(16).padStart(2, '0');
  const segment = { data: 1, arbiter: 2, management: 3 }[net];
  return `02:77:00:00:0${segment}:${number}`;
}

/** Those that end at a tap of a guest. */
export const GUEST_PORTS = MEMBERS.filter((member) => !isMonitor(member)).flatMap(portsOf);
