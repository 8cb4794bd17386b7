import type { CancelSignal, Clock } from '@twinsite/domain';
import type { CacheDeps } from '../cache/object-cache.js';
import type { KubeClient } from '../client/kube-client.js';

/** An API server, fake or real, as the contract suites of the ports need it. The client may do everything. */
export interface KubeWorld {
  readonly client: KubeClient;
  readonly clock: Clock;
  /** There is one. */
  readonly namespace: string;
  /** Never given before, and free. */
  readonly freshName: () => string;
  /** Fires when the suites have ended. */
  readonly signal: CancelSignal;
}

/** Caches of a test that fails say why. */
export const cacheDeps = ({ client, clock }: KubeWorld): CacheDeps => ({
  client,
  clock,
  random: Math.random,
  onTrouble: (problem) => {
    throw new Error(`the cache has trouble: ${JSON.stringify(problem)}`);
  },
});
