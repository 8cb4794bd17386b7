import { refused } from './drctl-move.js';
import { isolateA, joinA } from './isolation.js';
import type { World } from './world.js';

/** One way to lose site A, and what comes with it. */
export interface Loss {
  readonly told: string;
  readonly cut: (world: World) => Promise<void>;
  readonly heal: (world: World) => Promise<void>;
  /** Refusals that come before the failover is ordered with `words`. */
  readonly refusals?: (world: World) => Promise<readonly string[]>;
  readonly words?: readonly string[];
}

/** A is alive and nobody reaches it. */
export const ISOLATED: Loss = { told: 'A is isolated, and alive', cut: isolateA, heal: joinA };

/** The API server of A answers nobody, and its pods write on: no disaster, until somebody says so. */
export const API_DEAD: Loss = {
  told: 'the API server of A is dead, and its pods write',
  cut: ({ a }) => {
    a.plane.apiServer.freeze();
    return Promise.resolve();
  },
  heal: ({ a }) => {
    a.plane.apiServer.thaw();
    return Promise.resolve();
  },
  refusals: async (world) => [await refused(world, ['failover'], /is logged in to gateway/)],
  words: ['--force'],
};
