import type { World } from '../world/world.js';

/** One thing that must not happen, told on the running world; what it claims goes through the world's report. */
export interface Hazard {
  readonly name: string;
  /** Told with `--all` or `--only` alone. */
  readonly long?: boolean;
  /** Figures for the RESULT line. */
  tell(world: World): Promise<Readonly<Record<string, number>> | undefined>;
}
