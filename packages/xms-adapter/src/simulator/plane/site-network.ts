import type { Site } from '../topology/topology.js';
import { connected, type Cuts } from './quorum.js';

/** What can be cut apart from each other: a whole site, the inter-site link alone, the arbiter. */
export type Severable = 'site-a' | 'site-b' | 'inter-site' | 'arbiter';

export const severables: readonly Severable[] = ['site-a', 'site-b', 'inter-site', 'arbiter'];

/** Whoever can make packets vanish: the in-memory network here, bridges and taps in the lab. */
export interface SiteNetwork {
  cut(part: Severable, signal: AbortSignal): Promise<void>;
  heal(part: Severable, signal: AbortSignal): Promise<void>;
}

const siteOf: Record<Exclude<Severable, 'inter-site'>, Site> = {
  'site-a': 'a',
  'site-b': 'b',
  arbiter: 'arbiter',
};

/** Two sites joined by one link, and an arbiter both reach. Packets over a cut vanish without a word. */
export class MemoryNetwork implements SiteNetwork {
  private readonly down = new Set<Severable>();
  private readonly listeners = new Set<() => void>();

  cut(part: Severable): Promise<void> {
    this.down.add(part);
    this.tell();
    return Promise.resolve();
  }

  heal(part: Severable): Promise<void> {
    this.down.delete(part);
    this.tell();
    return Promise.resolve();
  }

  cuts(): Cuts {
    const parts = [...this.down];
    const sites = parts.flatMap((part) => (part === 'inter-site' ? [] : [siteOf[part]]));
    return { sites: new Set(sites), interSite: this.down.has('inter-site') };
  }

  connected(from: Site, to: Site): boolean {
    return connected(this.cuts(), from, to);
  }

  /** Calls `listener` on every change of what traffic depends on, until the returned function is called. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Resolves as soon as `holds` is true; rejects with the signal's reason when it aborts first. */
  when(holds: () => boolean, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.reject(signal.reason as Error);
    if (holds()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const end = (act: () => void): void => {
        unsubscribe();
        signal.removeEventListener('abort', abort);
        act();
      };
      const abort = (): void => end(() => reject(signal.reason as Error));
      const unsubscribe = this.subscribe(() => {
        if (holds()) end(resolve);
      });
      signal.addEventListener('abort', abort);
    });
  }

  /** Tells everybody who listens: a link, the leader, a gateway or a session has changed. */
  tell(): void {
    for (const listener of [...this.listeners]) listener();
  }
}
