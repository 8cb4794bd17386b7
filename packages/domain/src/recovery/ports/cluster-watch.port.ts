import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import type { ClusterObject } from '../objects/cluster-object.js';
import type { ObjectKind } from '../objects/object-kind.js';
import type { ObjectSelection } from './cluster-objects.port.js';

/** What happens to the objects of one API server. */
export interface ClusterWatch {
  /** From `version` (of a list or an event) on, until the server, the signal or a failure ends it: the last event says. */
  watch(
    kind: ObjectKind,
    within: ObjectSelection,
    version: string,
    signal: CancelSignal,
  ): AsyncIterable<ClusterChange>;
}

export type ClusterChange =
  | { readonly type: 'changed'; readonly object: ClusterObject; readonly version: string }
  | { readonly type: 'removed'; readonly object: ClusterObject; readonly version: string }
  /** Nothing happened up to this version. */
  | { readonly type: 'bookmark'; readonly version: string }
  /** The server has forgotten `version` (410 Gone): list again. */
  | { readonly type: 'expired' }
  | { readonly type: 'ended'; readonly problem: Problem | undefined };
