import type { World } from '../world/world.js';

/** One part of a volume's life; what it claims goes through the world's report. */
export interface Chapter {
  readonly name: string;
  tell(world: World): Promise<void>;
}
