import type { ArrayProblem } from '../array/array-problems.js';
import type { AccessPathProblem } from '../access-path/access-path-problems.js';
import type { AttachmentProblem } from '../attachment/attachment-problems.js';
import type { DrillProblem } from '../drill/drill-problems.js';
import type { FileProblem } from '../file/file-problems.js';
import type { GateProblem } from '../gate/gate-problems.js';
import type { HookProblem } from '../hooks/hook-problems.js';
import type { KubernetesProblem } from '../kubernetes/kubernetes-problems.js';
import type { NodeProblem } from '../node/node-problems.js';
import type { MoveProblem } from '../move/move-problems.js';
import type { OwnershipProblem } from '../ownership/ownership-problems.js';
import type { RecoveryProblem } from '../recovery/recovery-problems.js';
import type { SnapshotProblem } from '../snapshot/snapshot-problems.js';
import type { VolumeProblem } from '../volume/volume-problems.js';

/** Everything that can stand between a request and its answer, whatever room it comes from. */
export type Problem =
  | GeneralProblem
  | VolumeProblem
  | SnapshotProblem
  | ArrayProblem
  | AttachmentProblem
  | AccessPathProblem
  | FileProblem
  | DrillProblem
  | GateProblem
  | HookProblem
  | KubernetesProblem
  | NodeProblem
  | MoveProblem
  | OwnershipProblem
  | RecoveryProblem;

export type ProblemKind = Problem['kind'];

export interface InvalidRequest {
  readonly kind: 'invalid-request';
  /** Where the value stands, e.g. `parameters["pool"]` or `capacity_range.limit_bytes`. */
  readonly field: string;
  /** The value as given; omitted for secrets. */
  readonly value?: string;
  /** What is wrong and what is allowed, as a sentence. */
  readonly remedy: string;
}

export type GeneralProblem =
  | InvalidRequest
  /** A page token that this driver did not give, or of an array that is listed no more (CSI: ABORTED). */
  | { readonly kind: 'token-unknown'; readonly token: string }
  | { readonly kind: 'deadline'; readonly operation: string; readonly afterMs: number }
  | { readonly kind: 'cancelled'; readonly operation: string }
  /** Still under way: the same call later finds out more. */
  | { readonly kind: 'pending'; readonly operation: string; readonly detail: string };
