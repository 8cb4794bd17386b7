/**
 * Scans of a session may overlap, its logout excludes them: between "nothing hangs below it" and the logout no disk
 * may appear (hazard H6).
 */
export class SessionGate {
  private readonly last = new Map<
    number,
    { readonly all: Promise<void>; readonly exclusive: Promise<void> }
  >();

  shared<T>(sid: number, action: () => Promise<T>): Promise<T> {
    const before = this.last.get(sid);
    const run = (before?.exclusive ?? Promise.resolve()).then(action);
    const ended = quietly(run);
    const all = Promise.all([before?.all, ended]).then(() => undefined);
    this.remember(sid, { all, exclusive: before?.exclusive ?? Promise.resolve() });
    return run;
  }

  exclusive<T>(sid: number, action: () => Promise<T>): Promise<T> {
    const run = (this.last.get(sid)?.all ?? Promise.resolve()).then(action);
    const ended = quietly(run);
    this.remember(sid, { all: ended, exclusive: ended });
    return run;
  }

  private remember(
    sid: number,
    tail: { readonly all: Promise<void>; readonly exclusive: Promise<void> },
  ): void {
    this.last.set(sid, tail);
    void tail.all.then(() => {
      if (this.last.get(sid) === tail) this.last.delete(sid);
    });
  }
}

/** The failure belongs to the caller of the action, not to whoever waits behind it. */
const quietly = (run: Promise<unknown>): Promise<void> =>
  run.then(
    () => undefined,
    () => undefined,
  );
