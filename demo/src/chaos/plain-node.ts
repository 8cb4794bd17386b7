import {
  formatNodeId,
  formatPortal,
  never,
  parseInitiatorIqn,
  publishVolume,
  unpublishVolume,
  type ArrayDirectory,
} from '@twinsite/domain';
import { readWriteOnce } from '@twinsite/domain/testing';
import type { NodeVolumes } from '@twinsite/k8s-dr-adapter/testing';
import { systemClock } from '@twinsite/xms-adapter';
import type { Fabric } from '@twinsite/xms-adapter/simulator';
import type { SiteName } from '../recovery/write-check.js';
import { BlockWriter } from './block-writer.js';

/** Between two rounds, at least and at most: some fall between a last look and a start. Unit: ms. */
const RESYNC_MS = [200, 1500] as const;
const context = { accessPaths: 'ap-k8s', pool: 'pool-a', fsType: 'ext4' };

export interface PlainNodeOrder {
  readonly site: SiteName;
  readonly arrays: ArrayDirectory;
  readonly fabric: Fabric;
  readonly random: () => number;
  /** Whether pods write, and their volumes are published again and again. */
  readonly writes: boolean;
}

/** The driver's own use cases, two controllers at once, for a node whose pods write blocks: no kernel, no file system. */
export class PlainNode implements NodeVolumes {
  readonly nodeId: string;
  private readonly order: PlainNodeOrder;
  private readonly initiator: string;
  private readonly resyncing: Promise<void>;
  private isOff = false;
  /** Undefined for a pod that writes nothing. */
  private readonly writers = new Map<string, BlockWriter | undefined>();

  constructor(order: PlainNodeOrder) {
    this.order = order;
    this.initiator = `iqn.2026-01.twinsite:node-${order.site}`;
    const iqn = parseInitiatorIqn(this.initiator);
    const id = iqn === undefined ? undefined : formatNodeId({ name: `node-${order.site}`, iqn });
    if (id?.ok !== true) throw new Error('the node has a usable name');
    this.nodeId = id.value;
    this.resyncing = order.writes ? this.resync() : Promise.resolve();
  }

  async attach(volumeId: string): Promise<boolean> {
    if (this.writers.has(volumeId)) return true;
    const { site, fabric } = this.order;
    const [first, second] = await Promise.all([this.publish(volumeId), this.publish(volumeId)]);
    const given = first.ok ? first : second;
    if (!given.ok) return false;
    const { naa, portals } = given.value;
    this.writers.set(
      volumeId,
      !this.order.writes
        ? undefined
        : new BlockWriter({
            ...{ fabric, initiator: this.initiator, naa },
            from: { name: `node-${site}`, site },
            portals: portals.map(({ iqn, portal }) => ({ iqn, portal: formatPortal(portal) })),
          }),
    );
    return true;
  }

  private publish(volumeId: string) {
    const { arrays, site } = this.order;
    const request = { volumeId, nodeId: this.nodeId, capability: readWriteOnce(), readOnly: false, context };
    return publishVolume({ arrays, cluster: site })({ ...request, credentials: undefined }, never);
  }

  /** An attacher that resynchronises publishes again what it believes to be attached: that is how a fence is undone. */
  private async resync(): Promise<void> {
    while (!this.isOff) {
      await Promise.all([...this.writers.keys()].map((volume) => this.publish(volume)));
      const [least, most] = RESYNC_MS;
      await new Promise((done) => setTimeout(done, least + this.order.random() * (most - least)));
    }
  }

  async detach(volumeId: string): Promise<boolean> {
    await this.writers.get(volumeId)?.stop();
    this.writers.delete(volumeId);
    const { arrays } = this.order;
    const request = { volumeId, nodeId: this.nodeId, credentials: undefined };
    return (await unpublishVolume({ arrays, clock: systemClock })(request, never)).ok;
  }

  async powerOff(): Promise<void> {
    this.isOff = true;
    await this.resyncing;
    await Promise.all([...this.writers.values()].flatMap((writer) => writer?.stop() ?? []));
    this.writers.clear();
  }
}
