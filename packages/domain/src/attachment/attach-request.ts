import type { Located } from '../array/ask-arrays.js';
import type { WantedAccess } from '../volume/access.js';
import type { AccessPath } from './access-path.js';
import type { NodeIdentity } from './node-id.js';

/** One node is to get one volume, as far as it is known before the array's mappings are read. */
export interface AttachRequest extends Located {
  readonly node: NodeIdentity;
  readonly accessPath: AccessPath;
  readonly wanted: WantedAccess;
  /** This cluster's id: what another cluster owns is not attached here. */
  readonly cluster: string | undefined;
  /** Volumes a node may have through one access path; 0: not limited here. */
  readonly limit: number;
}
