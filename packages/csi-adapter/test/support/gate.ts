/** Work that a test holds in the middle: it says when it began and goes on when it is let through. */
export class Gate {
  readonly begun: Promise<void>;
  readonly signals: AbortSignal[] = [];
  readonly #enter: () => void;
  readonly #opened: Promise<void>;
  #open: () => void = () => undefined;

  constructor() {
    let enter: () => void = () => undefined;
    this.begun = new Promise((resolve) => {
      enter = resolve;
    });
    this.#enter = enter;
    this.#opened = new Promise((resolve) => {
      this.#open = resolve;
    });
  }

  get entered(): number {
    return this.signals.length;
  }

  open(): void {
    this.#open();
  }

  /** Waits for open(), whatever the signal does: work that cannot be interrupted. */
  async pass(signal: unknown): Promise<void> {
    this.#note(signal);
    await this.#opened;
  }

  /** Waits for open(), and rejects with the signal's reason when that fires first: well-behaved work. */
  async passUnlessAborted(signal: unknown): Promise<void> {
    const own = this.#note(signal);
    const aborted = new Promise<never>((_resolve, reject) => {
      own.addEventListener('abort', () => reject(own.reason as Error));
    });
    await Promise.race([this.#opened, aborted]);
  }

  #note(signal: unknown): AbortSignal {
    if (!(signal instanceof AbortSignal)) throw new TypeError('the porch hands AbortSignals inside');
    this.signals.push(signal);
    this.#enter();
    return signal;
  }
}
