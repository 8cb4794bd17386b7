import { type Clock, systemClock } from '../clock.js';
import {
  type BackingSnapshot,
  type BackingVolume,
  type DataPlane,
  type GatewayExports,
  type GatewaySession,
  GatewayUnreachable,
  type PlaneHealth,
} from '../data-plane.js';
import { gatewaysOf, type Topology } from '../topology/topology.js';
import { BlockStore } from './block-store.js';
import { DeafSessions } from './deaf-sessions.js';
import type { Fabric } from './fabric.js';
import { MemoryFilePlane } from './file/memory-file-plane.js';
import { MemoryFabric } from './memory-fabric.js';
import { MemoryGateway } from './memory-gateway.js';
import { MonitorMajority } from './monitor-majority.js';
import type { PlaneParts } from './plane-parts.js';
import { MemoryNetwork } from './site-network.js';
import { type WriteEntry, WriteLog } from './write-log.js';

export interface MemoryPlaneOptions {
  readonly topology: Topology;
  readonly clock?: Clock;
  /** How long a gateway may serve without having reached the leading monitor, ms. */
  readonly leaseMs?: number;
  /** How long a gateway keeps the session of an initiator that it does not reach, ms. */
  readonly nopMs?: number;
  /** How long the monitors take to agree on a new leader, ms; shorter than the lease. */
  readonly electionMs?: number;
}

/** A stretched pool and its gateways in this process, with the physics of quorum and lease. */
export class MemoryDataPlane implements DataPlane {
  readonly network = new MemoryNetwork();
  readonly store = new BlockStore();
  readonly writeLog = new WriteLog<WriteEntry>();
  readonly fabric: Fabric;
  readonly gateways: readonly MemoryGateway[];
  readonly files?: MemoryFilePlane;
  private readonly majority: MonitorMajority;

  constructor(options: MemoryPlaneOptions) {
    const { topology, clock = systemClock, leaseMs = 1000, electionMs = 200, nopMs = 3000 } = options;
    const monitors = topology.hosts.filter((host) => host.roles.includes('monitor'));
    const majority = new MonitorMajority(monitors, this.network, clock, electionMs);
    this.majority = majority;
    this.gateways = gatewaysOf(topology).map((host) => {
      const renewing = (): boolean => majority.reaches(host.site);
      return new MemoryGateway(host, clock, { leaseMs, renewing, term: () => majority.term() });
    });
    this.fabric = new MemoryFabric(this.parts(clock));
    const { files } = topology;
    const room = { clock, network: this.network, majority, leaseMs };
    if (files) this.files = new MemoryFilePlane(topology, files, room);
    const deaf = new DeafSessions({
      ...{ gateways: this.gateways, clock, afterMs: nopMs },
      reaches: ({ from }, { host: { site } }) => this.network.connected(from.site ?? site, site),
      onEnd: () => this.network.tell(),
    });
    this.review(true);
    // Subscribed first: leases are up to date before anybody else hears of a change.
    this.network.subscribe(() => {
      this.review(false);
      deaf.review();
    });
  }

  async ensureBacking(volume: BackingVolume, signal: AbortSignal): Promise<void> {
    await this.network.when(() => this.majority.quorum() !== undefined, signal);
    this.store.ensure(volume);
  }

  async takeSnapshots(snapshots: readonly BackingSnapshot[], signal: AbortSignal): Promise<void> {
    await this.network.when(() => this.majority.quorum() !== undefined, signal);
    for (const { id, volumeId } of snapshots) this.store.takeSnapshot(id, volumeId);
  }

  async removeSnapshot(snapshotId: number, signal: AbortSignal): Promise<void> {
    await this.network.when(() => this.majority.quorum() !== undefined, signal);
    this.store.removeSnapshot(snapshotId);
  }

  async removeBacking(volumeId: number, signal: AbortSignal): Promise<void> {
    await this.network.when(() => this.majority.quorum() !== undefined, signal);
    this.store.remove(volumeId);
  }

  async configureGateway(gateway: string, exports: GatewayExports, signal: AbortSignal): Promise<void> {
    const member = await this.answering(gateway, signal);
    member.configure(exports);
    this.network.tell();
    await this.quiet(gateway, () => !member.hasStranded(), signal);
  }

  async sessions(gateway: string, signal: AbortSignal): Promise<readonly GatewaySession[]> {
    const { sessions } = await this.answering(gateway, signal);
    return [...sessions.values()].map(({ initiator }) => ({ initiator, loggedIn: true }));
  }

  async drain(gateway: string, initiator: string, signal: AbortSignal): Promise<void> {
    const member = await this.answering(gateway, signal);
    member.closeSessions((session) => session.initiator === initiator);
    this.network.tell();
    const busy = (): boolean => [...member.inFlight].some((command) => command.initiator === initiator);
    await this.quiet(gateway, () => !busy(), signal);
    await this.answering(gateway, signal);
  }

  health(): Promise<PlaneHealth> {
    const quorum = this.majority.quorum();
    if (!quorum) return Promise.reject(new Error('no majority of monitors can be reached'));
    const members = new Set(quorum.members.map((member) => member.name));
    const monitors = this.majority.names().map((name) => {
      return { name, inQuorum: members.has(name), leader: name === quorum.leader.name };
    });
    const all = [...this.gateways, ...(this.files?.gateways ?? [])];
    const gateways = all.map((gateway) => ({ name: gateway.host.name, alive: gateway.isActive() }));
    return Promise.resolve({ monitors, gateways });
  }

  /** Throws when no gateway has that name. */
  gateway(name: string): MemoryGateway {
    const found = this.gateways.find((gateway) => gateway.host.name === name);
    if (!found) throw new Error(`no gateway is called ${name}`);
    return found;
  }

  private parts(clock: Clock): PlaneParts {
    const { network, store, writeLog, gateways } = this;
    return { clock, network, store, writeLog, gateways, gateway: (name) => this.gateway(name) };
  }

  private async answering(name: string, signal: AbortSignal): Promise<MemoryGateway> {
    const gateway = this.gateway(name);
    await this.network
      .when(() => gateway.canExecute(), signal)
      .catch((error: unknown) => {
        throw new GatewayUnreachable(name, error instanceof Error ? error.message : 'given up');
      });
    return gateway;
  }

  private async quiet(gateway: string, isQuiet: () => boolean, signal: AbortSignal): Promise<void> {
    await this.network.when(isQuiet, signal).catch(() => {
      throw new GatewayUnreachable(gateway, 'commands are still in flight');
    });
  }

  private review(elected: boolean): void {
    this.majority.review(() => {
      this.reviewGateways(true);
      this.network.tell();
    });
    this.reviewGateways(elected);
  }

  private reviewGateways(elected: boolean): void {
    for (const gateway of this.gateways) gateway.reviewLease(elected);
    this.files?.review(elected);
  }
}
