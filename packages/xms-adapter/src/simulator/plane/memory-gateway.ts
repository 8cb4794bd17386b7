import type { Clock } from '../clock.js';
import type { GatewayExports, InitiatorAccess } from '../data-plane.js';
import type { GatewaySpec, HostSpec } from '../topology/topology.js';
import type { FabricSession } from './fabric.js';
import { type Lease, LeaseHolder } from './lease-holder.js';

/** A command that has arrived and neither executed nor been dropped. */
export interface InFlight {
  readonly initiator: string;
  readonly portal: string;
  readonly drop: () => void;
}

export interface ServedTarget {
  readonly targetIqn: string;
  readonly initiators: readonly InitiatorAccess[];
}

export type GatewayHost = HostSpec & { readonly gateway: GatewaySpec };

/**
 * One block gateway. It holds a lease of the monitors' majority. When the lease runs out it suspends itself:
 * everything stranded in it is dropped and will never execute, its sessions and exports are gone, and it says
 * nothing until it reaches the majority again, empty.
 */
export class MemoryGateway {
  readonly host: GatewayHost;
  /** Time a command takes before it reaches the pool, ms. */
  commandMs = 0;
  commandsExecuted = 0;
  exports: GatewayExports | undefined;
  readonly sessions = new Map<number, FabricSession>();
  readonly inFlight = new Set<InFlight>();
  private readonly lease: LeaseHolder;

  constructor(host: GatewayHost, clock: Clock, lease: Lease) {
    this.host = host;
    this.lease = new LeaseHolder(clock, lease, () => this.empty());
  }

  reviewLease(elected: boolean): void {
    this.lease.review(elected);
  }

  isActive(): boolean {
    return this.lease.isActive();
  }

  canExecute(): boolean {
    return this.lease.canExecute();
  }

  /** The target behind its own portal or a VIP that it holds; undefined where it does not listen. */
  targetAt(portal: string): ServedTarget | undefined {
    if (portal === this.ownPortal()) return this.exports;
    return this.exports?.floating?.find((target) => target.held.includes(portal));
  }

  ownPortal(): string {
    const { ip, port } = this.host.gateway;
    return `${ip}:${port}`;
  }

  /** LUN number to volume id for this initiator at this portal. Undefined: no access at all. */
  lunsOf(client: Pick<InFlight, 'initiator' | 'portal'>): ReadonlyMap<number, number> | undefined {
    const access = this.targetAt(client.portal)?.initiators.find((entry) => entry.iqn === client.initiator);
    return access && new Map(access.luns.map((entry) => [entry.lun, entry.volumeId]));
  }

  /** Brings the exports in line; sessions of initiators no longer named, or through a VIP no longer held, are lost. */
  configure(exports: GatewayExports): void {
    this.exports = exports;
    this.closeSessions((session) => this.lunsOf(session) === undefined);
  }

  /** Whether a command is still in flight that came in through a VIP which this gateway no longer holds. */
  hasStranded(): boolean {
    return [...this.inFlight].some((command) => this.targetAt(command.portal) === undefined);
  }

  closeSessions(which: (session: FabricSession) => boolean): void {
    for (const session of [...this.sessions.values()]) if (which(session)) this.sessions.delete(session.id);
  }

  private empty(): void {
    this.exports = undefined;
    this.sessions.clear();
    for (const command of this.inFlight) command.drop();
    this.inFlight.clear();
  }
}
