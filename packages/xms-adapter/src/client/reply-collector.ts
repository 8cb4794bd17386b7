import type { CancelSignal } from '@twinsite/domain';
import type { Dispatcher } from 'undici';

/** What became of one request to one manager. */
export type LinkOutcome =
  | { readonly kind: 'reply'; readonly status: number; readonly body: string }
  /** No byte of the request was written: it cannot have had an effect. */
  | { readonly kind: 'not-sent'; readonly reason: string }
  /** Bytes were written and no whole reply came. */
  | { readonly kind: 'no-reply'; readonly reason: string }
  /** The caller's signal fired first. */
  | { readonly kind: 'stopped'; readonly sent: boolean };

const MAX_BODY_BYTES = 32 * 1024 * 1024;

/**
 * Collects one reply. undici calls `onRequestStart` right before it writes to the socket, which is how a request that
 * was never sent is told from one whose fate is unknown.
 */
export class ReplyCollector implements Dispatcher.DispatchHandler {
  readonly outcome: Promise<LinkOutcome>;
  private readonly signal: CancelSignal;
  private readonly replyMs: number;
  private readonly chunks: Buffer[] = [];
  private settle: (outcome: LinkOutcome) => void = () => undefined;
  private controller: Dispatcher.DispatchController | undefined;
  private timer: NodeJS.Timeout | undefined;
  private settled = false;
  private status = 0;
  private size = 0;

  constructor(signal: CancelSignal, replyMs: number) {
    this.signal = signal;
    this.replyMs = replyMs;
    this.outcome = new Promise((resolve) => {
      this.settle = resolve;
    });
    signal.addEventListener('abort', this.stop);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.settled) {
      controller.abort(new Error('the caller has gone'));
      return;
    }
    this.controller = controller;
    this.timer = setTimeout(() => {
      this.end({ kind: 'no-reply', reason: `no whole reply within ${this.replyMs} ms` });
    }, this.replyMs);
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    this.status = status;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.size += chunk.length;
    if (this.size > MAX_BODY_BYTES)
      this.end({ kind: 'no-reply', reason: `the reply exceeds ${MAX_BODY_BYTES} bytes` });
    else this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.end({ kind: 'reply', status: this.status, body: Buffer.concat(this.chunks).toString('utf8') });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    const reason = reasonOf(error);
    this.end(this.controller === undefined ? { kind: 'not-sent', reason } : { kind: 'no-reply', reason });
  }

  private readonly stop = (): void => {
    this.end({ kind: 'stopped', sent: this.controller !== undefined });
  };

  private end(outcome: LinkOutcome): void {
    if (this.settled) return;
    this.settled = true;
    clearTimeout(this.timer);
    this.signal.removeEventListener('abort', this.stop);
    this.settle(outcome);
    if (outcome.kind !== 'reply') this.controller?.abort(new Error('no longer waited for'));
  }
}

/** Node's and undici's codes read better than their sentences (which name file descriptors and addresses again). */
function reasonOf(error: Error): string {
  const inner = error instanceof AggregateError ? (error.errors as Error[])[0] : undefined;
  const code: unknown = 'code' in error ? error.code : undefined;
  const text = inner?.message ?? error.message;
  return typeof code === 'string' && !text.includes(code) ? `${text} (${code})` : text;
}
