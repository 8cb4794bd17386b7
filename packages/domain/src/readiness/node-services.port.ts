import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';

export const NODE_DAEMONS = ['iscsid', 'multipathd'] as const;
export type NodeDaemon = (typeof NODE_DAEMONS)[number];

/** The daemons of this host that the node service leans on. */
export interface NodeServices {
  /** Those whose socket listens now; read from the kernel, so that it answers at once whatever state they are in. */
  listening(signal: CancelSignal): Promise<Result<readonly NodeDaemon[], Problem>>;
}
