import { startLoop, type Loop, type LoopOrder } from './loop.js';

export interface KeyedOrder extends Omit<LoopOrder, 'pass'> {
  /** `done` when the key stands for nothing any more. */
  readonly pass: (key: string, signal: AbortSignal) => Promise<number | 'done' | undefined>;
}

/** A loop for each key that was kicked: one pass at a time for a key, keys do not wait for each other. */
export class KeyedLoops {
  private readonly order: KeyedOrder;
  private readonly loops = new Map<string, Loop>();
  private isStopped = false;

  constructor(order: KeyedOrder) {
    this.order = order;
  }

  kick(key: string): void {
    if (this.isStopped) return;
    const running = this.loops.get(key);
    if (running !== undefined) running.kick();
    else this.begin(key);
  }

  /** Cancels the passes under way and waits for them. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await Promise.all([...this.loops.values()].map((loop) => loop.stop()));
  }

  private begin(key: string): void {
    const { pass, ...order } = this.order;
    const loop = startLoop({ ...order, pass: (signal) => pass(key, signal) });
    this.loops.set(key, loop);
    void loop.ended.then(() => {
      if (this.loops.get(key) === loop) this.loops.delete(key);
    });
  }
}
