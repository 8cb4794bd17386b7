import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import type { Result } from '../../shared/result.js';

/** What one API server says of itself and of who asks. */
export interface ClusterFacts {
  /** `GET /version` with its clock. */
  about(signal: CancelSignal): Promise<Result<AboutCluster, Problem>>;
  /** SelfSubjectAccessReview: may the caller do this? */
  may(access: AccessQuestion, signal: CancelSignal): Promise<Result<AccessAnswer, Problem>>;
}

export interface AboutCluster {
  /** `v1.34.2`. */
  readonly version: string;
  /** The server's clock (header `Date`, whole seconds) minus ours in the middle of the call, ms. */
  readonly clockAheadMs: number;
}

export interface AccessQuestion {
  readonly verb: string;
  readonly group: string;
  /** Plural; `deployments/scale` for a subresource. */
  readonly resource: string;
  /** Undefined: in all namespaces, or of a kind without one. */
  readonly namespace?: string | undefined;
}

export interface AccessAnswer {
  readonly allowed: boolean;
  /** The server's words; empty when it gives none. */
  readonly reason: string;
}
