import type { Clock } from '../../clock.js';
import { GatewayUnreachable } from '../../data-plane.js';
import type { BackingFolder, BackingTree, FileExport, FileGatewayView, FilePlane } from '../../file-plane.js';
import { type FilesSpec, fileGatewaysOf, type Topology } from '../../topology/topology.js';
import type { MonitorMajority } from '../monitor-majority.js';
import type { MemoryNetwork } from '../site-network.js';
import { WriteLog } from '../write-log.js';
import type { FileFabric } from './file-fabric.js';
import { FileStore } from './file-store.js';
import type { FileWriteEntry } from './file-write-entry.js';
import { MemoryFileFabric } from './memory-file-fabric.js';
import { MemoryFileGateway } from './memory-file-gateway.js';
import { VipMover } from './vip-mover.js';

export interface FilePlaneRoom {
  readonly clock: Clock;
  readonly network: MemoryNetwork;
  readonly majority: MonitorMajority;
  readonly leaseMs: number;
}

/** Folders and file gateways in this process, with the physics of quorum and lease. */
export class MemoryFilePlane implements FilePlane {
  readonly store = new FileStore();
  readonly writeLog = new WriteLog<FileWriteEntry>();
  readonly gateways: readonly MemoryFileGateway[];
  readonly fabric: FileFabric;
  private readonly network: MemoryNetwork;
  private readonly majority: MonitorMajority;
  private readonly movers: readonly VipMover[];

  constructor(topology: Topology, files: FilesSpec, { clock, network, majority, leaseMs }: FilePlaneRoom) {
    this.network = network;
    this.majority = majority;
    this.gateways = fileGatewaysOf(topology).map((host) => {
      const renewing = (): boolean => majority.reaches(host.site);
      const lease = { leaseMs, renewing, term: () => majority.term() };
      return new MemoryFileGateway(host, clock, lease, () => network.tell());
    });
    this.movers = files.gatewayGroups.map((group) => new VipMover(group, this.gateways));
    const { store, writeLog, gateways } = this;
    this.fabric = new MemoryFileFabric({ clock, network, store, writeLog, gateways });
  }

  /** Called on every change of the network or the leader. */
  review(elected: boolean): void {
    for (const gateway of this.gateways) gateway.reviewLease(elected);
    const moved = this.movers.filter((mover) => mover.review());
    if (moved.length > 0) this.network.tell();
  }

  async ensureFolder(folder: BackingFolder, signal: AbortSignal): Promise<void> {
    await this.withMajority(signal);
    this.store.ensureFolder(folder);
  }

  async ensureTree(tree: BackingTree, signal: AbortSignal): Promise<void> {
    await this.withMajority(signal);
    this.store.ensureTree(tree);
  }

  async removeTree(
    tree: { readonly folder: string; readonly id: number },
    signal: AbortSignal,
  ): Promise<void> {
    await this.withMajority(signal);
    this.store.removeTree(tree);
  }

  async configure(gateway: string, exports: readonly FileExport[], signal: AbortSignal): Promise<void> {
    const member = await this.answering(gateway, signal);
    member.exports = exports;
    this.network.tell();
    await this.network
      .when(() => !member.hasStranded(), signal)
      .catch(() => {
        throw new GatewayUnreachable(gateway, 'requests are still in flight');
      });
    await this.answering(gateway, signal);
    if (member.exports !== exports) throw new GatewayUnreachable(gateway, 'it was emptied meanwhile');
  }

  async view(gateway: string, signal: AbortSignal): Promise<FileGatewayView> {
    const { connections, vips } = await this.answering(gateway, signal);
    return { connections: [...connections].map((clientIp) => ({ clientIp })), vips: [...vips] };
  }

  async usage(folder: string, signal: AbortSignal): Promise<ReadonlyMap<number, bigint>> {
    await this.withMajority(signal);
    return this.store.usage(folder);
  }

  /** Throws when no file gateway has that name. */
  gateway(name: string): MemoryFileGateway {
    const found = this.gateways.find(({ host }) => host.name === name);
    if (!found) throw new Error(`no file gateway is called ${name}`);
    return found;
  }

  /** The gateway at which a VIP runs; undefined while it is on its way. */
  vipHolder(vip: string): string | undefined {
    return this.movers.find(({ group }) => group.vip === vip)?.holder()?.host.name;
  }

  /** A planned move; throws when that gateway cannot hold the VIP. */
  moveVip(vip: string, gateway: string): void {
    const mover = this.movers.find(({ group }) => group.vip === vip);
    if (!mover) throw new Error(`no gateway group has the VIP ${vip}`);
    mover.move(gateway);
    this.network.tell();
  }

  /** Keeps the requests that a gateway lets in from then on in the gateway, or lets them go. */
  hold(gateway: string, held: boolean): void {
    this.gateway(gateway).hold(held);
    this.network.tell();
  }

  private withMajority(signal: AbortSignal): Promise<void> {
    return this.network.when(() => this.majority.quorum() !== undefined, signal);
  }

  private async answering(name: string, signal: AbortSignal): Promise<MemoryFileGateway> {
    const gateway = this.gateway(name);
    await this.network
      .when(() => gateway.answers(), signal)
      .catch((error: unknown) => {
        throw new GatewayUnreachable(name, error instanceof Error ? error.message : 'given up');
      });
    return gateway;
  }
}
