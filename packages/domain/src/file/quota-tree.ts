import type { Bytes } from '../shared/bytes.js';
import type { VolumeName } from '../volume/volume-name.js';
import type { VolumeState } from '../volume/volume.js';

/** A file volume as one array reports it: a directory with an enforced size. */
export interface QuotaTree {
  /** Name of the array that holds it (configuration), not the array's own id. */
  readonly array: string;
  readonly id: string;
  readonly name: VolumeName;
  readonly folder: { readonly id: string; readonly name: string };
  readonly size: Bytes;
  readonly used: Bytes;
  readonly state: VolumeState;
}
