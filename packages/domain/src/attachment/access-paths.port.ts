import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';
import type { AccessPath } from './access-path.js';

/** The access paths of one array. */
export interface AccessPaths {
  /** By exact name, with every target and portal of both sites. None: `access-path-missing` with the known names. */
  find(name: string, signal: CancelSignal): Promise<Result<AccessPath, Problem>>;
  /** Names of all access paths that block volumes can use. */
  names(signal: CancelSignal): Promise<Result<readonly string[], Problem>>;
}
