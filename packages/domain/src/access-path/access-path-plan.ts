import type { ObjectKey } from '../kubernetes/object-key.js';
import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';
import type { AccessPathObject } from './access-path-objects.port.js';
import type { ArrayAccessPath, NewAccessPath } from './access-path-setup.port.js';
import type { AccessPathSpec, VipSpec } from './access-path-spec.js';
import type { AccessPathStatus } from './access-path-status.js';
import type { ManagerMark } from './manager-mark.js';
import type { NodeReport } from './node-reports.port.js';

/** Everything that the next step of one AccessPath object rests on, as it was read in this pass. */
export interface AccessPathSituation {
  /** Id of this cluster. */
  readonly cluster: string;
  /** Unit: ms since the Unix epoch. */
  readonly now: number;
  readonly object: AccessPathObject;
  readonly spec: AccessPathSpec;
  /** An older object of this cluster that stands for the same access path, and so goes first. */
  readonly leader: ObjectKey | undefined;
  /** Undefined when the array has none of this name. */
  readonly found: ArrayAccessPath | undefined;
  readonly reports: Result<readonly NodeReport[], Problem>;
  /** By gateway, for those that were asked: the clients that the array sees logged in. */
  readonly clients: ReadonlyMap<string, ClientsWord>;
}

export type ClientsWord = Result<readonly string[] | 'unknown', Problem>;

/** One step of a pass. Everything after it is derived anew from what the next pass reads. */
export type AccessPathStep = FinalizerStep | ArrayStep;

export interface FinalizerStep {
  readonly kind: 'set-finalizer' | 'drop-finalizer';
}

/** A change of the array. */
export type ArrayStep = { readonly kind: 'create'; readonly wanted: NewAccessPath } | PathStep;

/** A change of a path that is there. */
export type PathStep =
  /** Adopts, takes over, or takes the mark off (undefined). */
  | { readonly kind: 'mark'; readonly mark: ManagerMark | undefined }
  | { readonly kind: 'remove-path' }
  | { readonly kind: 'add-gateway' | 'remove-gateway'; readonly gateway: string }
  | { readonly kind: 'add-vip'; readonly vip: VipSpec }
  | { readonly kind: 'remove-vip'; readonly address: string }
  | { readonly kind: 'set-preempt'; readonly preempt: boolean };

export interface AccessPathPlan {
  readonly step: AccessPathStep | undefined;
  /** As things were read, with what is under way; undefined: leave the one that is stored. */
  readonly status: AccessPathStatus | undefined;
  /** When to look again if nothing changes before; undefined: there is nothing more to do. Unit: ms. */
  readonly againMs: number | undefined;
}

/** Unit of all: ms. */
export const TIMING = {
  /** A report older than this says nothing of now. */
  staleMs: 180_000,
  /**
   * How long a mark of ours has to have been read before anything rests on it. Longer than a pass lasts, so that whoever
   * managed the path before, or wrote a mark at the same moment, has ended or has read ours.
   */
  holdMs: 60_000,
  /** The caller's signal ends a pass after this time, a call of the array that is under way too. */
  passMs: 45_000,
  /** A step starts within this time of the reading that it rests on, or not at all. */
  stepWindowMs: 20_000,
  /** While something is given up, or a step waits for others. */
  waitMs: 5_000,
  /** While something of our own is about to happen. */
  soonMs: 1_000,
  /** After a problem. */
  retryMs: 15_000,
  /** When all is as wanted: the array may change by itself. */
  restMs: 60_000,
} as const;
