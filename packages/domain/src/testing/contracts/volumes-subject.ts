import type { StorageArray } from '../../array/storage-array.js';
import type { Pool } from '../../volume/pool.js';
import type { VolumeName } from '../../volume/volume-name.js';

/** An array with at least one pool, and a source of names nobody has used on it. */
export interface VolumesSubject {
  readonly array: StorageArray;
  readonly pool: Pool;
  freshName(): VolumeName;
}
