import { isolateA, joinA } from './isolation.js';
import type { World } from './world.js';

/** One way to lose site A, and what comes with it. */
export interface Loss {
  readonly told: string;
  readonly cut: (world: World) => Promise<void>;
  readonly heal: (world: World) => Promise<void>;
}

/** A is alive and nobody reaches it. */
export const ISOLATED: Loss = { told: 'A is isolated, and alive', cut: isolateA, heal: joinA };
