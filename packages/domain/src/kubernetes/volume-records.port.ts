import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';
import type { VolumeRecord } from './volume-record.js';

/** The ConfigMaps `csi-iscsi-vid-<pv>` of the driver's namespace: a cache, never the only copy. */
export interface VolumeRecords {
  find(pv: string, signal: CancelSignal): Promise<Result<FoundRecord, Problem>>;
  /** All ConfigMaps of ours, readable or not, by one list. */
  list(signal: CancelSignal): Promise<Result<readonly OwnedRecord[], Problem>>;
  /** Makes it or replaces ours. One that is not ours stays as it is: `kubernetes-conflict`. */
  save(record: VolumeRecord, signal: CancelSignal): Promise<Result<void, Problem>>;
  /** Success when it is gone already; one that is not ours stays as it is, and is a success too. */
  remove(pv: string, signal: CancelSignal): Promise<Result<void, Problem>>;
}

/** `foreign`: there is a ConfigMap of that name that we did not write. `unreadable`: ours, of an unknown version. */
export type FoundRecord =
  | { readonly kind: 'none' | 'foreign' | 'unreadable' }
  | { readonly kind: 'ours'; readonly record: VolumeRecord };

export interface OwnedRecord {
  /** Name of the PersistentVolume, from the name of the ConfigMap. */
  readonly pv: string;
  readonly record: VolumeRecord | 'unreadable';
}
