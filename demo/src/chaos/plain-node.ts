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

const context = { accessPaths: 'ap-k8s', pool: 'pool-a', fsType: 'ext4' };

export interface PlainNodeOrder {
  readonly site: SiteName;
  readonly arrays: ArrayDirectory;
  readonly fabric: Fabric;
}

/** The driver's own use cases, two controllers at once, for a node whose pods write blocks: no kernel, no file system. */
export class PlainNode implements NodeVolumes {
  readonly nodeId: string;
  private readonly order: PlainNodeOrder;
  private readonly initiator: string;
  private readonly writers = new Map<string, BlockWriter>();

  constructor(order: PlainNodeOrder) {
    this.order = order;
    this.initiator = `iqn.2026-01.twinsite:node-${order.site}`;
    const iqn = parseInitiatorIqn(this.initiator);
    const id = iqn === undefined ? undefined : formatNodeId({ name: `node-${order.site}`, iqn });
    if (id?.ok !== true) throw new Error('the node has a usable name');
    this.nodeId = id.value;
  }

  async attach(volumeId: string): Promise<boolean> {
    if (this.writers.has(volumeId)) return true;
    const { arrays, site, fabric } = this.order;
    const request = { volumeId, nodeId: this.nodeId, capability: readWriteOnce(), readOnly: false, context };
    const publish = publishVolume({ arrays, cluster: site });
    const [first, second] = await Promise.all(
      [1, 2].map(() => publish({ ...request, credentials: undefined }, never)),
    );
    const given = first?.ok === true ? first : second;
    if (given?.ok !== true) return false;
    const { naa, portals } = given.value;
    this.writers.set(
      volumeId,
      new BlockWriter({
        ...{ fabric, initiator: this.initiator, naa },
        from: { name: `node-${site}`, site },
        portals: portals.map(({ iqn, portal }) => ({ iqn, portal: formatPortal(portal) })),
      }),
    );
    return true;
  }

  async detach(volumeId: string): Promise<boolean> {
    await this.writers.get(volumeId)?.stop();
    this.writers.delete(volumeId);
    const { arrays } = this.order;
    const request = { volumeId, nodeId: this.nodeId, credentials: undefined };
    return (await unpublishVolume({ arrays, clock: systemClock })(request, never)).ok;
  }

  async powerOff(): Promise<void> {
    await Promise.all([...this.writers.values()].map((writer) => writer.stop()));
    this.writers.clear();
  }
}
