import type { Clock } from '../../clock.js';
import type { FileExport } from '../../file-plane.js';
import type { FileGatewaySpec, HostSpec } from '../../topology/topology.js';
import type { Droppable } from '../execute-command.js';
import { type Lease, LeaseHolder } from '../lease-holder.js';
import { matchesClient } from './match-client.js';

/** A request as the gateway knows it. */
export interface FileRequest {
  readonly clientIp: string;
  readonly path: string;
  readonly kind: 'read' | 'write';
}

export type Right = 'not-exported' | 'none' | 'read-only' | 'read-write';

export type FileGatewayHost = HostSpec & { readonly fileGateway: FileGatewaySpec };

/**
 * One file gateway. It holds a lease of the monitors' majority. When the lease runs out it suspends itself: the requests
 * stranded in it are dropped and will never execute, its exports, connections and VIPs are gone, and it says nothing until
 * it reaches the majority again, empty.
 */
export class MemoryFileGateway {
  readonly host: FileGatewayHost;
  /** Time a request takes before it reaches the store, ms. */
  commandMs = 0;
  commandsExecuted = 0;
  exports: readonly FileExport[] | undefined;
  readonly vips = new Set<string>();
  /** Addresses of the clients that are connected. */
  readonly connections = new Set<string>();
  readonly inFlight = new Set<FileRequest & Droppable>();
  private readonly lease: LeaseHolder;
  private held = false;

  constructor(host: FileGatewayHost, clock: Clock, lease: Lease, suspended: () => void) {
    this.host = host;
    this.lease = new LeaseHolder(clock, lease, () => {
      this.empty();
      suspended();
    });
  }

  reviewLease(elected: boolean): void {
    this.lease.review(elected);
  }

  isActive(): boolean {
    return this.lease.isActive();
  }

  /** Whether it takes orders now. */
  answers(): boolean {
    return this.lease.canExecute();
  }

  canExecute(): boolean {
    return this.lease.canExecute() && !this.held;
  }

  /** Keeps requests that have been let in from reaching the store, until they are let go. */
  hold(held: boolean): void {
    this.held = held;
  }

  /** What a client may do below a path: the most specific export that names it counts. */
  rightOf({ clientIp, path }: Pick<FileRequest, 'clientIp' | 'path'>): Right {
    const covering = (this.exports ?? []).filter(
      (entry) => path === entry.path || path.startsWith(`${entry.path}/`),
    );
    if (covering.length === 0) return 'not-exported';
    const rules = covering
      .sort((left, right) => right.path.length - left.path.length)
      .map(({ clients }) => clients.filter(({ match }) => matchesClient(match, clientIp)));
    const naming = rules.find((clients) => clients.length > 0);
    if (naming === undefined) return 'none';
    return naming.every(({ readOnly }) => readOnly) ? 'read-only' : 'read-write';
  }

  /** Whether a request has been let in that would be refused now. */
  hasStranded(): boolean {
    return [...this.inFlight].some((request) => {
      const right = this.rightOf(request);
      return right !== 'read-write' && (request.kind === 'write' || right !== 'read-only');
    });
  }

  /** Lets go of everything that was let in, unexecuted; clients send it again. */
  dropAll(): void {
    for (const request of this.inFlight) request.drop();
    this.inFlight.clear();
  }

  private empty(): void {
    this.exports = undefined;
    this.vips.clear();
    this.connections.clear();
    this.dropAll();
  }
}
