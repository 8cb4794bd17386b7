/** Tells whoever listens that something has changed. */
export class ChangeBell {
  private readonly listeners = new Set<() => void>();

  /** The value ends it. */
  readonly onRing = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly ring = (): void => {
    for (const listener of [...this.listeners]) listener();
  };
}
