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
  | { readonly kind: 'release-deletes-data'; readonly object: string; readonly missing: string }
  /** What the set refers to, was not there when it was read, and the group cannot start without. */
  | {
      readonly kind: 'set-incomplete';
      readonly object: string;
      readonly from: string;
      readonly reason: string;
    }
  /** The other cluster does not serve the kind, or not in this version. */
  | { readonly kind: 'kind-unserved'; readonly object: string; readonly apiVersion: string }
  /** Both sides have the object, and somebody else has set these fields of it otherwise. */
  | { readonly kind: 'object-conflict'; readonly object: string; readonly fields: readonly string[] }
  /** The object is being deleted. */
  | { readonly kind: 'object-leaving'; readonly object: string }
  /** Another PersistentVolume of the cluster stands for the same volume of the array. */
  | {
      readonly kind: 'volume-doubled';
      readonly object: string;
      readonly holder: string;
      readonly handle: string;
    }
  /** The PersistentVolume of that name stands for another volume, or for the same one otherwise. */
  | { readonly kind: 'source-differs'; readonly object: string; readonly field: string }
  /** It is kept for another claim. */
  | {
      readonly kind: 'volume-claimed';
      readonly object: string;
      readonly claim: string;
      readonly wanted: string;
    }
  /** A claim that names no volume would be given a new and empty one. */
  | { readonly kind: 'claim-without-volume'; readonly object: string }
  /** The claim is there with another volume; `found` is empty when it waits for a new one. */
  | {
      readonly kind: 'claim-elsewhere';
      readonly object: string;
      readonly wanted: string;
      readonly found: string;
    }
  | { readonly kind: 'claim-lost'; readonly object: string; readonly volume: string }
  /** A StatefulSet would make the claim, with a new and empty volume. */
  | { readonly kind: 'claim-missing'; readonly statefulSet: string; readonly claim: string }
  /** Not bound to its own volume within the time; `found` is the last state seen. */
  | { readonly kind: 'claim-unproven'; readonly object: string; readonly found: string }
  /** The other cluster still runs what would write the same data. */
  | { readonly kind: 'source-in-use'; readonly group: string; readonly users: readonly string[] }
  /** A record of an operation's journal is not what was written, counted from 1. */
  | { readonly kind: 'journal-broken'; readonly path: string; readonly record: number }
  | { readonly kind: 'journal-unwritable'; readonly path: string; readonly detail: string }
  /** Another drctl works on the group. */
  | {
      readonly kind: 'group-locked';
      readonly group: string;
      readonly holder: string;
      readonly path: string;
    }
  /** A file of a bundle is not the one that was written. */
  | { readonly kind: 'bundle-broken'; readonly file: string; readonly found: string }
  /** Nobody who is trusted here has signed the bundle as it is. */
  | { readonly kind: 'bundle-untrusted'; readonly detail: string }
  | { readonly kind: 'bundle-foreign'; readonly group: string; readonly wanted: string }
  | { readonly kind: 'bundle-older'; readonly counter: number; readonly newest: number }
  | { readonly kind: 'bundle-stale'; readonly createdAt: string; readonly maxAgeMs: number }
  /** There is a bundle with that counter already. */
  | { readonly kind: 'bundle-taken'; readonly place: string }
  | { readonly kind: 'bundle-missing'; readonly place: string }
  | { readonly kind: 'store-failed'; readonly place: string; readonly detail: string }
  | { readonly kind: 'seal-without-recipient' }
  | { readonly kind: 'seal-failed'; readonly detail: string }
  /** What a plan was made of is not so any more. */
  | { readonly kind: 'plan-drifted'; readonly changes: readonly string[] }
  /** The other cluster cannot be asked whether it still runs the group. */
  | { readonly kind: 'source-unproven'; readonly cluster: string; readonly detail: string }
  /** It runs on the cluster that is to stand by. */
  | { readonly kind: 'target-in-use'; readonly object: string };
