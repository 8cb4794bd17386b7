import type { World } from '../world/world.js';

/** One thing that must not happen, told on the running world; what it claims goes through the world's report. */
export interface Hazard {
  readonly name: string;
  /** Figures for the RESULT line. `thorough`: every variant (`--all`), not only the ones that fit into the time. */
  tell(world: World, thorough: boolean): Promise<Readonly<Record<string, number>> | undefined>;
}
