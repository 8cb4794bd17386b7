/** Whether somebody's packets arrive; those who wait go on when they do again. */
export class Reachability {
  private up = true;
  private readonly waiting = new Set<() => void>();

  cut(): void {
    this.up = false;
  }

  heal(): void {
    this.up = true;
    for (const go of [...this.waiting]) go();
  }

  /** False when the caller has given up. */
  async answered(signal: AbortSignal): Promise<boolean> {
    while (!this.up && !signal.aborted) await this.next(signal);
    return !signal.aborted;
  }

  private next(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        this.waiting.delete(end);
        signal.removeEventListener('abort', end);
        resolve();
      };
      this.waiting.add(end);
      signal.addEventListener('abort', end);
    });
  }
}
