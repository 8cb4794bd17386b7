/** One action at a time per key, in order of arrival. */
export class LoginTurns {
  private readonly last = new Map<string, Promise<unknown>>();

  take<T>(key: string, action: () => Promise<T>): Promise<T> {
    const before = this.last.get(key) ?? Promise.resolve();
    const run = before.then(action, action);
    this.last.set(key, run);
    const forget = (): void => {
      if (this.last.get(key) === run) this.last.delete(key);
    };
    run.then(forget, forget);
    return run;
  }
}
