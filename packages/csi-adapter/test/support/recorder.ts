import type { CallFinished, CallObserver, CallStarted } from '../../src/index.js';

/** Keeps every line of the porch, and lets a test wait for one. */
export class Recorder implements CallObserver {
  readonly begun: CallStarted[] = [];
  readonly ended: CallFinished[] = [];
  #waiting: (() => void)[] = [];

  started(call: CallStarted): void {
    this.begun.push(call);
    this.#wake();
  }

  finished(call: CallFinished): void {
    this.ended.push(call);
    this.#wake();
  }

  /** Resolves as soon as the condition holds; the test's own timeout is the limit. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
  }

  get text(): string {
    return JSON.stringify([this.begun, this.ended]);
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
