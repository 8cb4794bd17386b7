import type { CommonOptions, DirectionOptions, ProgressOptions } from '../commands/options.js';
import type { GroupSession } from '../actions/session.js';
import type { OpenArrays, Workbench } from '../workbench.js';

export interface DrillOptions extends CommonOptions, DirectionOptions, ProgressOptions {
  readonly bundle?: string;
  readonly maxAge?: number;
  /** Seconds: how long it stays after its pods are ready. */
  readonly ttl?: number;
  /** Seconds: binding, starting and ending may each take so long. */
  readonly wait: number;
  /** File volumes are not drilled. */
  readonly withoutNfs: boolean;
  /** Ends what there is, and drills nothing. */
  readonly end: boolean;
}

/** What every step of a drill works with. */
export interface DrillContext {
  readonly bench: Workbench;
  readonly session: GroupSession;
  readonly arrays: OpenArrays;
  readonly options: DrillOptions;
}
