import { type Bound } from '../time/settled.js';
import { ClassSlots } from './class-slots.js';

/** A semaphore for each key, kept as long as somebody holds or wants a place of it. */
export class KeyedSlots {
  private readonly limit: number;
  private readonly users = new Map<string, { readonly slots: ClassSlots; count: number }>();

  constructor(limit: number) {
    this.limit = limit;
  }

  /** The release function, or undefined when none came free in time or the caller gave up. */
  async acquire(key: string, { clock, ms, signal }: Bound): Promise<(() => void) | undefined> {
    const entry = this.users.get(key) ?? { slots: new ClassSlots(this.limit), count: 0 };
    this.users.set(key, entry);
    entry.count += 1;
    const leave = (): void => {
      entry.count -= 1;
      if (entry.count === 0) this.users.delete(key);
    };
    const release = await entry.slots.acquire(clock, ms, signal);
    if (release === undefined) {
      leave();
      return undefined;
    }
    return () => {
      release();
      leave();
    };
  }
}
