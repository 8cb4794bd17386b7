import { ok, type Problem, type Result } from '@twinsite/domain';
import { LruMap } from './lru-map.js';

interface Aged<T> {
  readonly value: T;
  readonly readAt: number;
}

/** Answers that may be used again for a stated time; problems are never kept. Bounded. */
export class AgedCache<T> {
  private readonly entries: LruMap<Aged<T>>;
  private readonly maxAgeMs: number;
  private readonly now: () => number;
  /** How often something was forgotten. */
  private forgotten = 0;

  constructor(limit: number, maxAgeMs: number, now: () => number) {
    this.entries = new LruMap(limit);
    this.maxAgeMs = maxAgeMs;
    this.now = now;
  }

  get(key: string): T | undefined {
    const known = this.entries.get(key);
    return known !== undefined && this.now() - known.readAt < this.maxAgeMs ? known.value : undefined;
  }

  /**
   * The kept answer, or the one `read` gives now. Its age counts from the moment the question was asked; one that was asked
   * before something was forgotten is not kept, since it may show what was before.
   */
  async getOrRead(key: string, read: () => Promise<Result<T, Problem>>): Promise<Result<T, Problem>> {
    const known = this.get(key);
    if (known !== undefined) return ok(known);
    const readAt = this.now();
    const { forgotten } = this;
    const fresh = await read();
    if (fresh.ok && forgotten === this.forgotten) this.entries.set(key, { value: fresh.value, readAt });
    return fresh;
  }

  set(key: string, value: T): void {
    this.entries.set(key, { value, readAt: this.now() });
  }

  get size(): number {
    return this.entries.size;
  }

  forget(key: string): void {
    this.forgotten += 1;
    this.entries.delete(key);
  }
}
