export type RecoveryProblem =
  /** A StatefulSet that deletes claims by itself: `field` says when. Nothing was changed. */
  | { readonly kind: 'claims-not-kept'; readonly statefulSet: string; readonly field: string }
  /** Another group has marked the object as its own. Nothing was changed. */
  | { readonly kind: 'group-overlap'; readonly object: string; readonly group: string }
  /** Read back, the object is not there any more, or it is another one, or its deletion would delete its data. */
  | { readonly kind: 'retain-unproven'; readonly object: string; readonly found: string }
  /** The other cluster holds the same data under `holder`. */
  | { readonly kind: 'peer-holds-data'; readonly object: string; readonly holder: string }
  /** What the object is kept for is gone, so that its old policy would delete the data at once. */
  | { readonly kind: 'release-deletes-data'; readonly object: string; readonly missing: string };
