import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';

/** The PersistentVolumes of this driver, as last seen by a watch. */
export interface PersistentVolumes {
  /** Before the first complete list: `kubernetes-unsynced`. */
  list(): Result<readonly DriverVolume[], Problem>;
  /** Calls back after each change; the value ends it. */
  onChange(listener: () => void): () => void;
}

export interface DriverVolume {
  /** Name of the PersistentVolume. */
  readonly name: string;
  readonly uid: string;
  readonly volumeHandle: string;
  /** `spec.csi.volumeAttributes`. */
  readonly context: Readonly<Record<string, string>>;
}
