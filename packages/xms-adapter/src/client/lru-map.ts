/** A map of bounded size: the entry not used for longest is dropped when a new one needs its place. */
export class LruMap<V> {
  private readonly entries = new Map<string, V>();
  private readonly limit: number;
  private readonly onDrop: (value: V) => void;

  constructor(limit: number, onDrop: (value: V) => void = () => undefined) {
    this.limit = limit;
    this.onDrop = onDrop;
  }

  get(key: string): V | undefined {
    const value = this.entries.get(key);
    if (value === undefined) return undefined;
    this.entries.delete(key);
    this.entries.set(key, value);
    return value;
  }

  getOrMake(key: string, make: () => V): V {
    const known = this.get(key);
    if (known !== undefined) return known;
    const value = make();
    this.set(key, value);
    return value;
  }

  set(key: string, value: V): void {
    this.entries.delete(key);
    this.entries.set(key, value);
    for (const [oldest, dropped] of this.entries) {
      if (this.entries.size <= this.limit) return;
      this.entries.delete(oldest);
      this.onDrop(dropped);
    }
  }

  delete(key: string): void {
    this.entries.delete(key);
  }

  get size(): number {
    return this.entries.size;
  }

  /** Takes everything out and hands it over. */
  clear(): V[] {
    const values = [...this.entries.values()];
    this.entries.clear();
    return values;
  }
}
