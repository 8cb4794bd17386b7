import { setMaxListeners } from 'node:events';
import {
  FabricError,
  type Fabric,
  type FabricSession,
  type InitiatorNode,
} from '@twinsite/xms-adapter/simulator';

export interface WriterOrder {
  readonly fabric: Fabric;
  readonly from: InitiatorNode;
  readonly initiator: string;
  /** Identity of the disk, without the leading 3. */
  readonly naa: string;
  readonly portals: readonly { readonly iqn: string; readonly portal: string }[];
}

const PAUSE_MS = 10;
const BLOCK = new Uint8Array(512);
const pause = (): Promise<void> => new Promise((done) => setTimeout(done, PAUSE_MS));

/**
 * A pod that writes to its disk through every way that there is, as fast as it may, and never gives up: what hangs on a cut link
 * goes on when the link heals.
 */
export class BlockWriter {
  private readonly order: WriterOrder;
  private readonly ended = new AbortController();
  private readonly running: Promise<unknown>;

  constructor(order: WriterOrder) {
    this.order = order;
    // Every command listens to it; none stays.
    setMaxListeners(0, this.ended.signal);
    this.running = Promise.all(order.portals.map((portal) => this.through(portal)));
  }

  async stop(): Promise<void> {
    this.ended.abort();
    await this.running;
  }

  private async through(portal: WriterOrder['portals'][number]): Promise<void> {
    while (!this.ended.signal.aborted) {
      await this.session(portal).catch((error: unknown) => {
        if (!(error instanceof FabricError) && !this.ended.signal.aborted) throw error;
      });
      await pause();
    }
  }

  private async session({ iqn, portal }: WriterOrder['portals'][number]): Promise<void> {
    const { fabric, from, initiator } = this.order;
    const { signal } = this.ended;
    const session = await fabric.login({ initiator, targetIqn: iqn, portal, from }, signal);
    const lun = await this.lunOf(session);
    while (lun !== undefined && !signal.aborted) {
      await fabric.write(session, { lun, offset: 0 }, BLOCK, signal);
      await pause();
    }
  }

  private async lunOf(session: FabricSession): Promise<number | undefined> {
    const { fabric, naa } = this.order;
    const { signal } = this.ended;
    for (const lun of await fabric.reportLuns(session, signal)) {
      const identity = await fabric.inquiry(session, lun, signal);
      if (identity.naa === naa) return lun;
    }
    return undefined;
  }
}
