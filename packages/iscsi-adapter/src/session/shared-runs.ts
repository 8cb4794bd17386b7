/** One run per key at a time; whoever asks meanwhile gets its outcome, unless that means nothing to others. */
export class SharedRuns<T> {
  private readonly running = new Map<string, Promise<T>>();
  private readonly isMeantForAll: (outcome: T) => boolean;

  constructor(isMeantForAll: (outcome: T) => boolean) {
    this.isMeantForAll = isMeantForAll;
  }

  async join(key: string, begin: () => Promise<T>): Promise<T> {
    for (let other = this.running.get(key); other !== undefined; other = this.running.get(key)) {
      const outcome = await other;
      if (this.isMeantForAll(outcome)) return outcome;
    }
    const run = begin();
    this.running.set(key, run);
    try {
      return await run;
    } finally {
      if (this.running.get(key) === run) this.running.delete(key);
    }
  }

  /** Whoever asks from now on begins anew. */
  part(key: string): void {
    this.running.delete(key);
  }
}
