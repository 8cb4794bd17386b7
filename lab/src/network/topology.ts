/** Who is where. Pure data: the network, the guests and the monitors are all built from it. */
export const FABRIC = 'twinsite-fabric';

export type Site = 'a' | 'b';
/** A machine. */
export type GuestName = 'gw-a' | 'gw-b' | 'node-1' | 'node-2' | 'backing';
/** Not machines of their own: each is a namespace of `backing`, with cables at its site. */
export type FileGatewayName = 'fg-a' | 'fg-b';
export type MonitorName = 'mon-a' | 'mon-b' | 'mon-arb';
export type Member = GuestName | FileGatewayName | MonitorName;
/** data: the site's network. arbiter: from a monitor to the arbiter only. management: from the lab to each member. */
export type Net = 'data' | 'arbiter' | 'management';

export interface Place {
  readonly site: Site | 'arbiter' | 'both';
  readonly kind: 'gateway' | 'node' | 'monitor' | 'file-gateway' | 'backing';
  /** Address on each network the member is plugged into. */
  readonly addresses: Readonly<Partial<Record<Net, string>>>;
}

export const PLACES: Readonly<Record<Member, Place>> = {
  'gw-a': { site: 'a', kind: 'gateway', addresses: { data: '10.77.1.1', management: '10.79.0.1' } },
  'gw-b': { site: 'b', kind: 'gateway', addresses: { data: '10.77.2.1', management: '10.79.0.2' } },
  'node-1': { site: 'a', kind: 'node', addresses: { data: '10.77.1.11', management: '10.79.0.11' } },
  'node-2': { site: 'b', kind: 'node', addresses: { data: '10.77.2.12', management: '10.79.0.12' } },
  'mon-a': {
    site: 'a',
    kind: 'monitor',
    addresses: { data: '10.77.1.5', arbiter: '10.78.0.1', management: '10.79.0.21' },
  },
  'mon-b': {
    site: 'b',
    kind: 'monitor',
    addresses: { data: '10.77.2.5', arbiter: '10.78.0.2', management: '10.79.0.22' },
  },
  'mon-arb': {
    site: 'arbiter',
    kind: 'monitor',
    addresses: { arbiter: '10.78.0.3', management: '10.79.0.23' },
  },
  'fg-a': { site: 'a', kind: 'file-gateway', addresses: { data: '10.77.1.2', management: '10.79.0.3' } },
  'fg-b': { site: 'b', kind: 'file-gateway', addresses: { data: '10.77.2.2', management: '10.79.0.4' } },
  /** The storage below both file gateways: what a stretched pool is to them. No cut reaches it. */
  backing: { site: 'both', kind: 'backing', addresses: { management: '10.79.0.5' } },
};

export const PREFIX_LENGTH: Readonly<Record<Net, number>> = { data: 16, arbiter: 24, management: 24 };
/** The lab's own address on the management network: simulator and controller listen here. */
export const LAB_ADDRESS = '10.79.0.254';

export const MEMBERS = Object.keys(PLACES) as Member[];
export const NODES: readonly GuestName[] = ['node-1', 'node-2'];
export const GATEWAYS: readonly GuestName[] = ['gw-a', 'gw-b'];
export const FILE_GATEWAYS: readonly FileGatewayName[] = ['fg-a', 'fg-b'];
export const GUESTS: readonly GuestName[] = [...GATEWAYS, ...NODES, 'backing'];
/** Whom a shell or a script can reach. */
export const AGENTS: readonly (GuestName | FileGatewayName)[] = [...GUESTS, ...FILE_GATEWAYS];
/** Where NFS clients mount from; on the file gateway that serves. */
export const FILE_VIP = '10.77.9.2';
export const MONITORS: readonly MonitorName[] = ['mon-a', 'mon-b', 'mon-arb'];

export function isGuest(member: string): member is GuestName {
  return (GUESTS as readonly string[]).includes(member);
}

export function isFileGateway(member: string): member is FileGatewayName {
  return (FILE_GATEWAYS as readonly string[]).includes(member);
}

/** Whether a cable of it ends at a tap, which a guest opens, or in a namespace of its own. */
export function isMonitor(member: Member): member is MonitorName {
  return PLACES[member].kind === 'monitor';
}

/** Throws for what both sites share. */
export function siteOf(member: Member): Site | 'arbiter' {
  const { site } = PLACES[member];
  if (site === 'both') throw new RangeError(`${member} is at no one site`);
  return site;
}

export function addressOf(member: Member, net: Net): string {
  const address = PLACES[member].addresses[net];
  if (address === undefined) throw new RangeError(`${member} is not on the ${net} network`);
  return address;
}

export function monitorNamespace(monitor: MonitorName): string {
  return `twinsite-${monitor}`;
}

export const NAMESPACES = [FABRIC, ...MONITORS.map(monitorNamespace)];
