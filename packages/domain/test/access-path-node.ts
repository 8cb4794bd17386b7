import { parseInitiatorIqn, type GatewayStatus } from '@twinsite/domain';
import type { Cluster } from './access-path-world.js';

/** A node with one volume, as far as its controller sees it: it follows the status of its cluster's object and reports. */
export class ModelNode {
  readonly name: string;
  readonly sessions = new Set<string>();
  /** Gateways that the node cannot reach now. */
  readonly cut = new Set<string>();
  private readonly cluster: Cluster;
  private readonly iqn: string;

  constructor(name: string, cluster: Cluster) {
    this.name = name;
    this.cluster = cluster;
    this.iqn = parseInitiatorIqn(`iqn.2026-01.test:${name}`) ?? '';
    cluster.array.state.clients.set(this.iqn, name);
  }

  /** Its volume is mapped and staged over every gateway that is there. */
  attach(gateways: readonly string[]): void {
    const { state } = this.cluster.array;
    state.volumes.set(this.name, { name: this.name, accessPath: 'made' } as never);
    state.grants.set(this.name, new Map([[this.iqn, 1]]));
    for (const gateway of gateways) this.sessions.add(gateway);
    this.tellArray();
  }

  isReady(gateway: string, targets: readonly string[]): boolean {
    return this.sessions.has(gateway) && !this.cut.has(gateway) && targets.includes(gateway);
  }

  /** A pass of the node: new ways first, old ones only while another wanted one is ready; then the report. */
  async tick(reports: boolean): Promise<void> {
    const targets = (await this.cluster.gateways()) ?? [];
    const wanted = await this.wanted();
    if (wanted !== undefined) {
      for (const gateway of wanted)
        if (targets.includes(gateway) && !this.cut.has(gateway)) this.sessions.add(gateway);
      const isSafe = wanted.some((gateway) => this.isReady(gateway, targets));
      for (const gateway of this.sessions)
        if (isSafe && !wanted.includes(gateway)) this.sessions.delete(gateway);
    }
    this.tellArray();
    if (!reports) return;
    const ways = [...new Set([...this.sessions, ...(wanted ?? [])])];
    const stateOf = (gateway: string) => {
      if (this.isReady(gateway, targets)) return 'ready';
      return this.sessions.has(gateway) ? 'session-failed' : 'no-session';
    };
    this.cluster.report(this.name, Object.fromEntries(ways.map((way) => [way, stateOf(way)])), this.name);
  }

  private async wanted(): Promise<readonly string[] | undefined> {
    const object = await this.cluster.object();
    const status = object?.status;
    const isCertain = status?.role !== undefined && status.observedGeneration === object?.generation;
    if (!isCertain || status.gateways.length === 0) return undefined;
    const inUse = ({ state }: GatewayStatus): boolean => ['Active', 'Down', 'Joining'].includes(state);
    return status.gateways.filter(inUse).map(({ name }) => name);
  }

  private tellArray(): void {
    const { loggedInAt } = this.cluster.array.faults;
    for (const gateway of ['gw-a', 'gw-b', 'gw-c', 'gw-d']) {
      const there = loggedInAt.get(gateway) ?? new Set<string>();
      if (this.sessions.has(gateway)) there.add(this.iqn);
      else there.delete(this.iqn);
      loggedInAt.set(gateway, there);
    }
  }
}
