import { Attacher, Kubelet, type Volume } from '@twinsite/csi-adapter/testing';
import type { NodeVolumes } from '@twinsite/k8s-dr-adapter/testing';
import type { ServedDriver } from '../world/drivers.js';
import type { TwoSiteWorld } from '../world/two-site-world.js';
import { Ledger, type Acknowledged } from './ledger.js';

export interface SiteNodeOrder {
  readonly world: TwoSiteWorld;
  readonly name: string;
  readonly controller: ServedDriver;
  readonly node: ServedDriver;
  /** By volume handle. */
  readonly truth: Map<string, Acknowledged>;
}

/** How long a pod may finish what it writes before it counts as stuck, ms. */
const GRACE_MS = 500;

export const volumeOf = (handle: string): Volume => ({
  id: handle,
  context: { accessPaths: 'ap-k8s', pool: 'pool-a', fsType: 'ext4' },
});

/** Attacher and kubelet of one node over gRPC; a pod with a ledger runs on each volume as long as it is mounted. */
export class SiteNode implements NodeVolumes {
  private readonly order: SiteNodeOrder;
  private readonly attacher: Attacher;
  private readonly ledgers = new Map<string, Ledger>();

  constructor(order: SiteNodeOrder) {
    this.order = order;
    this.attacher = new Attacher(order.controller.client);
  }

  async attach(handle: string): Promise<boolean> {
    if (this.ledgers.has(handle)) return true;
    const { world, node, name, truth } = this.order;
    const kubelet = new Kubelet(node.client, handle);
    try {
      const context = await this.attacher.attach(volumeOf(handle), await kubelet.nodeId());
      await kubelet.mount(volumeOf(handle), context);
    } catch {
      // Refused or not ready: the kubelet asks again.
      return false;
    }
    const acknowledged = truth.get(handle) ?? { count: 0, resumedAt: undefined };
    truth.set(handle, acknowledged);
    this.ledgers.set(handle, new Ledger(world.host(name), `${kubelet.podPath}/ledger`, acknowledged));
    return true;
  }

  async detach(handle: string): Promise<boolean> {
    const kubelet = new Kubelet(this.order.node.client, handle);
    await this.ledgers.get(handle)?.stop(GRACE_MS);
    try {
      await kubelet.unmount(volumeOf(handle));
      this.ledgers.delete(handle);
      await this.attacher.detach(volumeOf(handle), await kubelet.nodeId());
      return true;
    } catch {
      return false;
    }
  }

  /** Pods whose disk has failed under them. */
  get broken(): number {
    return [...this.ledgers.values()].filter(({ broken }) => broken).length;
  }

  /** What the driver answers when the volume is asked for; undefined: it is given. */
  async refusalOf(handle: string): Promise<string | undefined> {
    const nodeId = await new Kubelet(this.order.node.client, handle).nodeId();
    return this.attacher.attach(volumeOf(handle), nodeId).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
  }

  /** The machine lost its power: nothing on it goes on. */
  async powerOff(): Promise<void> {
    await Promise.all([...this.ledgers.values()].map((ledger) => ledger.stop(0)));
    this.ledgers.clear();
  }
}
