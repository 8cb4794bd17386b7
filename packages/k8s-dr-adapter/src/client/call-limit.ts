import type { CancelSignal } from '@twinsite/domain';

/** The end of one call's patience: the caller's signal or its own time limit, whichever comes first. */
export class CallLimit {
  readonly caller: CancelSignal;
  readonly limitMs: number;
  private readonly controller = new AbortController();
  private readonly started = performance.now();
  private readonly timer: NodeJS.Timeout;

  constructor(caller: CancelSignal, limitMs: number) {
    this.caller = caller;
    this.limitMs = limitMs;
    this.timer = setTimeout(this.stop, limitMs);
    caller.addEventListener('abort', this.stop);
    if (caller.aborted) this.stop();
  }

  /** Fires at the end. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  elapsedMs(): number {
    return performance.now() - this.started;
  }

  /** Takes timer and listener away; to be called once the call has ended. */
  release(): void {
    clearTimeout(this.timer);
    this.caller.removeEventListener('abort', this.stop);
  }

  private readonly stop = (): void => this.controller.abort();
}
