import type { ServerResponse } from 'node:http';
import { ApiFault } from './api-fault.js';
import type { Change, ObjectStore } from './object-store.js';
import type { Match } from './selector.js';

export interface WatchOrder {
  readonly collection: string;
  readonly matches: Match;
  /** Undefined: from the present state on, which is told first. */
  readonly from: number | undefined;
  readonly timeoutMs: number;
}

/** One open watch: a line of JSON per event. */
export class WatchStream {
  private readonly store: ObjectStore;
  private readonly order: WatchOrder;
  private readonly response: ServerResponse;
  private readonly unsubscribe: () => void;
  private readonly timer: NodeJS.Timeout;

  constructor(store: ObjectStore, order: WatchOrder, response: ServerResponse) {
    this.store = store;
    this.order = order;
    this.response = response;
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    this.unsubscribe = store.onChange((change) => this.tell(change));
    this.timer = setTimeout(() => {
      this.bookmark();
      this.end();
    }, order.timeoutMs);
    response.on('close', () => this.release());
    this.begin();
  }

  /** Says up to where nothing has happened. */
  bookmark(): void {
    this.send('BOOKMARK', { metadata: { resourceVersion: String(this.store.revision) } });
  }

  end(): void {
    this.release();
    this.response.end();
  }

  /** The server has forgotten where this watch is. */
  expire(): void {
    this.send('ERROR', new ApiFault(410, 'too old resource version').toStatus());
    this.end();
  }

  private begin(): void {
    const { from, collection, matches } = this.order;
    if (from === undefined) {
      for (const object of this.store.list(collection).filter(matches)) this.send('ADDED', object);
      return;
    }
    const missed = this.store.since(from);
    if (missed === undefined) this.expire();
    else for (const change of missed) this.tell(change);
  }

  /** An object that comes to match is added, one that no longer does is deleted. */
  private tell({ collection, before, after, gone }: Change): void {
    if (collection !== this.order.collection) return;
    const did = before !== undefined && this.order.matches(before);
    const does = !gone && this.order.matches(after);
    if (did && !does) this.send('DELETED', after);
    else if (does) this.send(did ? 'MODIFIED' : 'ADDED', after);
  }

  private send(type: string, object: unknown): void {
    // One that was ended has not closed yet.
    if (!this.response.writableEnded) this.response.write(`${JSON.stringify({ type, object })}\n`);
  }

  private release(): void {
    clearTimeout(this.timer);
    this.unsubscribe();
  }
}
