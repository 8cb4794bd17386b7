import type { FileGatewayGroupSpec } from '../../topology/topology.js';
import type { MemoryFileGateway } from './memory-file-gateway.js';

/**
 * Keeps the VIP of a gateway group on one of its gateways: at the first to begin with, and away from one that has let go of
 * it because its lease ran out. It does not go back by itself.
 */
export class VipMover {
  readonly group: FileGatewayGroupSpec;
  private readonly gateways: readonly MemoryFileGateway[];

  constructor(group: FileGatewayGroupSpec, gateways: readonly MemoryFileGateway[]) {
    this.group = group;
    this.gateways = group.gateways.flatMap((name) => gateways.filter(({ host }) => host.name === name));
  }

  holder(): MemoryFileGateway | undefined {
    return this.gateways.find(({ vips }) => vips.has(this.group.vip));
  }

  /** True when the VIP has got a holder just now. */
  review(): boolean {
    if (this.holder() !== undefined) return false;
    const next = this.gateways.find((gateway) => gateway.answers());
    next?.vips.add(this.group.vip);
    return next !== undefined;
  }

  /** A planned move. What was let in through the old holder never executes; its clients send it to the new one. */
  move(to: string): void {
    const next = this.gateways.find(({ host }) => host.name === to);
    if (next === undefined) throw new Error(`gateway ${to} cannot hold the VIP ${this.group.vip}`);
    const last = this.holder();
    last?.vips.delete(this.group.vip);
    last?.connections.clear();
    last?.dropAll();
    next.vips.add(this.group.vip);
  }
}
