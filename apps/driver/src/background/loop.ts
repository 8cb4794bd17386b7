/** A pass that comes again and again, one at a time. */
export interface LoopOrder {
  /** Answers when to look again if nothing kicks before (ms), `undefined` for `everyMs`, or `done`: never. */
  readonly pass: (signal: AbortSignal) => Promise<number | 'done' | undefined>;
  /** Unit: ms. Loops that were started together do not stay together: each pause differs by up to a tenth. */
  readonly everyMs: number;
  /** Between the end of a pass and the next, however often it is kicked. Unit: ms. */
  readonly gapMs: number;
  /** No pass may hang for ever. Unit: ms. */
  readonly limitMs: number;
  /** A mistake of ours in the background must not end calls that are under way. */
  readonly onDefect: (defect: unknown) => void;
}

export interface Loop {
  /** Resolves at the end of the first pass. */
  readonly first: Promise<void>;
  /** Resolves when it has been stopped, or a pass has answered `done`. */
  readonly ended: Promise<void>;
  /** Something has changed: the next pass comes soon, also when one is under way. */
  kick(): void;
  /** Cancels the pass under way and waits for it. */
  stop(): Promise<void>;
}

const JITTER = 0.2;

/** The first pass begins at once. */
export function startLoop(order: LoopOrder): Loop {
  const stopped = new AbortController();
  const bell = new Bell(stopped.signal);
  const firstPass = runPass(order, stopped.signal);
  const ended = repeat(order, { firstPass, bell, stopped: stopped.signal });
  return {
    first: firstPass.then(() => undefined),
    ended,
    kick: () => bell.ring(),
    stop: () => {
      stopped.abort();
      return ended;
    },
  };
}

interface Run {
  readonly firstPass: Promise<number | 'done' | undefined>;
  readonly bell: Bell;
  readonly stopped: AbortSignal;
}

async function repeat(order: LoopOrder, { firstPass, bell, stopped }: Run): Promise<void> {
  let next = await firstPass;
  for (;;) {
    if (next === 'done' && !bell.isRung) return;
    await pause(order.gapMs, stopped);
    const everyMs = typeof next === 'number' ? next : order.everyMs;
    await bell.wait(everyMs * (1 + JITTER * (Math.random() - 0.5)) - order.gapMs);
    if (stopped.aborted) return;
    next = await runPass(order, stopped);
  }
}

/**
 * The end of a pass by hand: Node.js 20 may collect a signal of AbortSignal.any over AbortSignal.timeout while somebody listens, and
 * then it never fires.
 */
async function runPass(order: LoopOrder, stopped: AbortSignal): Promise<number | 'done' | undefined> {
  const pass = new AbortController();
  const stop = (): void => pass.abort(stopped.reason);
  const isOver = (): void => pass.abort(new DOMException('the pass takes too long', 'TimeoutError'));
  const timer = setTimeout(isOver, order.limitMs);
  stopped.addEventListener('abort', stop);
  if (stopped.aborted) stop();
  try {
    return await order.pass(pass.signal);
  } catch (error) {
    order.onDefect(error);
    return undefined;
  } finally {
    clearTimeout(timer);
    stopped.removeEventListener('abort', stop);
  }
}

/** Remembers that it was rung until somebody has waited for it. */
class Bell {
  private readonly stopped: AbortSignal;
  private rung = new AbortController();

  constructor(stopped: AbortSignal) {
    this.stopped = stopped;
  }

  get isRung(): boolean {
    return this.rung.signal.aborted;
  }

  ring(): void {
    this.rung.abort();
  }

  async wait(ms: number): Promise<void> {
    const { rung } = this;
    const ring = (): void => rung.abort();
    this.stopped.addEventListener('abort', ring);
    if (!this.stopped.aborted) await pause(ms, rung.signal);
    this.stopped.removeEventListener('abort', ring);
    this.rung = new AbortController();
  }
}

/** Whether the loop is being stopped; a pass that ran out of time is another matter. */
export const isStopping = ({ aborted, reason }: AbortSignal): boolean =>
  aborted && (reason as { readonly name?: unknown }).name !== 'TimeoutError';

/** Ends early when the signal fires. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, Math.max(ms, 0));
    signal.addEventListener('abort', end);
  });
}
