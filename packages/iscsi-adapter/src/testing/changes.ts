/** Lets waiters sleep until something changed. */
export class Changes {
  private readonly waiting = new Set<() => void>();

  announce(): void {
    for (const wake of [...this.waiting]) wake();
  }

  /** Resolves at the next change; rejects when the waiter is killed. */
  next(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (act: () => void): void => {
        this.waiting.delete(wake);
        signal.removeEventListener('abort', stop);
        act();
      };
      const wake = (): void => end(resolve);
      const stop = (): void => end(() => reject(new Error('killed while waiting for the disk')));
      this.waiting.add(wake);
      signal.addEventListener('abort', stop);
      if (signal.aborted) stop();
    });
  }
}
