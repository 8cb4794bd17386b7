import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';
import type { Naa } from '../volume/scsi-identity.js';
import type { ScsiPath } from './scsi-paths.port.js';

/** The paths of maps that may be in use. */
export interface MapPaths {
  /**
   * Takes one path out of its map: what is in flight on it ends there or goes on through the others, nothing fails. The
   * kernel must have another path that it would use, else `map-not-ready` and nothing is changed. Not in a map: success.
   */
  release(naa: Naa, path: ScsiPath, signal: CancelSignal): Promise<Result<void, Problem>>;
}
