/** `failover`: the other site is dark. `relocate`: both work, and the source is stopped in good order first. */
export type MoveVerb = 'failover' | 'relocate';

/** Which bundle the move is made from: fixed once, so that whoever goes on uses the same. */
export interface MoveBundle {
  /** Its path, or where the store has it. */
  readonly place: string;
  readonly from: 'store' | 'path';
  readonly counter: number;
  readonly root: string;
  /** Of the state that it has: ISO 8601, UTC. */
  readonly createdAt: string;
}

/** What has happened in one move of a group from a cluster to another, in the order of the journal. */
export type MoveFact =
  | {
      readonly type: 'declared';
      readonly verb: MoveVerb;
      readonly group: string;
      /** Cluster ids. */
      readonly from: string;
      readonly to: string;
      /** When the outage began, as the operator says: ISO 8601, UTC. */
      readonly outageAt?: string;
    }
  | { readonly type: 'prepared'; readonly bundle: MoveBundle }
  /** Nothing of the group runs on the source, and none of its volumes is attached there. */
  | { readonly type: 'quiesced' }
  /** What was stopped is what this bundle says. */
  | { readonly type: 'settled'; readonly bundle: MoveBundle }
  | { readonly type: 'rollback-begun'; readonly reason: string }
  | { readonly type: 'rolled-back' }
  | { readonly type: 'fence-begun' }
  | { readonly type: 'fence-failed'; readonly reason: string }
  /** Proved at the array. Units: ms. */
  | {
      readonly type: 'fenced';
      readonly epoch: number;
      readonly fenceMs: number;
      readonly drainMs: number;
      /** Who had each volume, and has it no more: names as the array has them. */
      readonly removed: readonly { readonly volume: string; readonly removed: readonly string[] }[];
    }
  /** Nobody could prove it; somebody says so. */
  | { readonly type: 'fence-attested'; readonly who: string }
  /** Everything is on the target, and every claim is proved to be bound to its own volume. */
  | { readonly type: 'bound'; readonly claims: number }
  | { readonly type: 'start-begun' }
  | { readonly type: 'started'; readonly workloads: number }
  /** `attachedAt`: when the last volume was seen attached to a node of the target; ISO 8601, UTC. */
  | { readonly type: 'ready'; readonly pods: number; readonly attachedAt?: string }
  | { readonly type: 'abort-begun' }
  | { readonly type: 'aborted' };

export type FactType = MoveFact['type'];
