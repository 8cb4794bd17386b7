import type { TargetPortal } from '../../attachment/attachment.js';

/** One thing the reconciler did, or could not do. */
export type ReconcileAction =
  /** A portal that a stage had left out carries the volume now. */
  | { readonly kind: 'path-added'; readonly volume: string; readonly portal: string; readonly site?: string }
  | { readonly kind: 'portal-dark'; readonly portal: string; readonly site?: string; readonly detail: string }
  | {
      readonly kind: 'path-refused';
      readonly volume: string;
      readonly portal: string;
      readonly site?: string;
      readonly detail: string;
    }
  /** An AccessPath has gained a portal, which the journal of the volume has now. */
  | {
      readonly kind: 'portal-learnt';
      readonly volume: string;
      readonly portal: string;
      readonly site?: string;
    }
  /** A portal that the AccessPath no longer has: nothing of the volume is left there. */
  | { readonly kind: 'portal-left'; readonly volume: string; readonly portal: string; readonly site?: string }
  /** It cannot be left now. */
  | {
      readonly kind: 'portal-kept';
      readonly volume: string;
      readonly portal: string;
      readonly site?: string;
      readonly detail: string;
    }
  /** Portals stay as they are. */
  | { readonly kind: 'access-paths-unread'; readonly detail: string }
  /** The cluster does not know what paths this node uses now. */
  | { readonly kind: 'report-unwritten'; readonly detail: string }
  | { readonly kind: 'map-incomplete'; readonly volume: string; readonly detail: string }
  /** A volume staged read-only whose map took writes. */
  | { readonly kind: 'protection-restored'; readonly volume: string }
  | { readonly kind: 'protection-missing'; readonly volume: string; readonly detail: string }
  /** A map or disk of ours that belongs to no volume of the journal: removed when it is seen again. */
  | { readonly kind: 'ghost-seen'; readonly naa: string }
  | { readonly kind: 'ghost-kept'; readonly naa: string; readonly detail: string }
  | { readonly kind: 'ghost-removed'; readonly naa: string }
  | { readonly kind: 'session-dropped'; readonly portal: string }
  | { readonly kind: 'session-kept'; readonly portal: string; readonly detail: string }
  /** The kernel's replacement timeout is not the configured one: multipathd overrides it (hazard H15). */
  | {
      readonly kind: 'timer-differs';
      readonly portal: string;
      readonly wantedSeconds: number;
      readonly seconds: number;
    };

export type ReconcileActionKind = ReconcileAction['kind'];

/** State of one portal of one live volume. `ready`: session, disk and map are complete. */
export interface PathCondition {
  readonly volume: string;
  readonly target: TargetPortal;
  readonly state: 'ready' | 'no-session' | 'session-failed' | 'no-disk' | 'not-in-map' | 'disk-not-running';
}

export interface ReconcileReport {
  /** Volumes in use on this node. */
  readonly live: readonly string[];
  /** As found, before anything was done. */
  readonly paths: readonly PathCondition[];
  readonly sessions: readonly { readonly site: string | undefined; readonly state: string }[];
  readonly actions: readonly ReconcileAction[];
}
