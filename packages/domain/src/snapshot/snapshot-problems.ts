export type SnapshotProblem =
  /** Every listed array answered, and none has it. */
  | { readonly kind: 'snapshot-missing'; readonly snapshot: string; readonly arrays: readonly string[] }
  /** The name is taken by a snapshot of another volume (CSI: ALREADY_EXISTS). */
  | { readonly kind: 'snapshot-differs'; readonly snapshot: string; readonly difference: string }
  | { readonly kind: 'snapshot-failed'; readonly snapshot: string; readonly status: string }
  /** Volumes made from it still share its data. */
  | { readonly kind: 'snapshot-in-use'; readonly snapshot: string; readonly clones: readonly string[] }
  /** The array keeps a volume in one volume group at most, and it is in another one. */
  | { readonly kind: 'volume-grouped'; readonly volume: string; readonly group: string }
  /** The snapshot's class says `use: "false"`. */
  | { readonly kind: 'restore-refused'; readonly snapshot: string };
