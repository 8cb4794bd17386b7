import type { Bytes } from '../shared/bytes.js';

export interface Pool {
  /** The array's id; opaque here. */
  readonly id: string;
  /** Display name, e.g. `poolB`. */
  readonly name: string;
  /** Internal name, e.g. `pool-0a1b…`. */
  readonly poolName: string;
  readonly status: string;
  readonly stretched: boolean;
  /** Free space by the newest sample; undefined when the array has no sample yet. Advisory: volumes are thin. */
  readonly free: Bytes | undefined;
  readonly total: Bytes | undefined;
}
