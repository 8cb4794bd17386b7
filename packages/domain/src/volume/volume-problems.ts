import type { Bytes } from '../shared/bytes.js';

export type VolumeProblem =
  /** Every listed array answered, and none has it. */
  | { readonly kind: 'volume-missing'; readonly volume: string; readonly arrays: readonly string[] }
  /** Two arrays hold a volume of this name; touching either would be a guess. */
  | { readonly kind: 'volume-ambiguous'; readonly volume: string; readonly arrays: readonly string[] }
  /** The name is taken by a volume that does not fit the request (CSI: ALREADY_EXISTS). */
  | { readonly kind: 'volume-differs'; readonly volume: string; readonly difference: string }
  | { readonly kind: 'volume-failed'; readonly volume: string; readonly status: string }
  | { readonly kind: 'volume-in-use'; readonly volume: string; readonly holders: readonly string[] }
  /** Deleting it would take these with it. */
  | { readonly kind: 'volume-has-snapshots'; readonly volume: string; readonly snapshots: readonly string[] }
  | { readonly kind: 'capacity-out-of-range'; readonly detail: string }
  | { readonly kind: 'pool-missing'; readonly pool: string; readonly known: readonly string[] }
  | { readonly kind: 'pool-ambiguous'; readonly pool: string; readonly matches: readonly string[] }
  | { readonly kind: 'pool-full'; readonly pool: string; readonly requested: Bytes; readonly detail: string };
