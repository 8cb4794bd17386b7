import type { Load } from '../../world/load.js';
import type { World } from '../../world/world.js';

/** Something that happens to the storage network while an application writes. */
export interface Incident {
  /** What must not happen, as its claim says it. */
  readonly claim: string;
  readonly figure: string;
  happen(world: World, load: Load, thorough: boolean): Promise<void>;
}
