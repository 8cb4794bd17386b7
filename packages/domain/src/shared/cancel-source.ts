import type { CancelSignal } from './cancel-signal.js';

/** A signal with the handle that fires it: the domain's AbortController. */
export class CancelSource {
  readonly signal: CancelSignal;
  private readonly listeners = new Set<() => void>();
  private fired = false;

  constructor() {
    const isFired = (): boolean => this.fired;
    this.signal = {
      get aborted() {
        return isFired();
      },
      addEventListener: (_type, listener) => void this.listeners.add(listener),
      removeEventListener: (_type, listener) => void this.listeners.delete(listener),
    };
  }

  cancel(): void {
    this.fired = true;
    for (const listener of [...this.listeners]) listener();
  }

  /** Fires with another signal too; the returned function stops that. */
  follow(other: CancelSignal): () => void {
    const fire = (): void => this.cancel();
    other.addEventListener('abort', fire);
    if (other.aborted) fire();
    return () => other.removeEventListener('abort', fire);
  }
}
