export type OwnershipProblem =
  /** The volume belongs to a group that another cluster owns: what is asked for here could write over it, or lose it. */
  | {
      readonly kind: 'not-owner';
      readonly volume: string;
      readonly group: string;
      readonly owner: string;
      readonly epoch: number;
      /** This cluster's id; undefined: it has none. */
      readonly cluster: string | undefined;
    }
  /** The volume is protected, and nothing tells by whom it may be written. */
  | {
      readonly kind: 'owner-unknown';
      readonly volume: string;
      readonly array: string;
      readonly evidence: string;
    }
  /** One cluster's nodes cannot be shut out of it without shutting out others. */
  | { readonly kind: 'not-fenceable'; readonly volume: string; readonly detail: string }
  /** The cluster that is to be given the group may still hold writes of an earlier time. */
  | {
      readonly kind: 'receiver-in-use';
      readonly group: string;
      readonly cluster: string;
      readonly users: readonly string[];
    }
  /** Another operation has claimed the epoch first. */
  | {
      readonly kind: 'epoch-taken';
      readonly group: string;
      readonly epoch: number;
      readonly owner: string;
      readonly operation: string;
    };
