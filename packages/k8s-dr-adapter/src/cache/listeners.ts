/** Those who want to be called back. */
export class Listeners<T> {
  private readonly all = new Set<(news: T) => void>();

  /** The value takes the listener off again. */
  add(listener: (news: T) => void): () => void {
    const own = (news: T): void => listener(news);
    this.all.add(own);
    return () => void this.all.delete(own);
  }

  tell(news: T): void {
    for (const listener of [...this.all]) listener(news);
  }
}
