import type { Bytes } from '../shared/bytes.js';
import type { Naa } from './scsi-identity.js';
import type { VolumeName } from './volume-name.js';

/** A block volume as one array reports it. */
export interface BlockVolume {
  /** Name of the array that holds it (configuration), not the array's own id. */
  readonly array: string;
  /** The array's id of the volume; opaque here. */
  readonly id: string;
  readonly name: VolumeName;
  readonly size: Bytes;
  readonly pool: string;
  readonly sn: string;
  /** The SCSI identity every path must show; undefined when the rule cannot make one from `sn`. */
  readonly naa: Naa | undefined;
  readonly origin: VolumeOrigin;
  /** The array's id of the snapshot whose data it still shares; undefined when it stands alone. */
  readonly parentSnapshot: string | undefined;
  readonly state: VolumeState;
  /** Name of the access path it is mapped through, when it is mapped. */
  readonly accessPath: string | undefined;
  /** How many clients have it mapped, by the same row; undefined when the array does not tell. */
  readonly clients: number | undefined;
  readonly description: string;
}

/** `copied`: may carry data that nobody sees at its edges, from a snapshot, a clone or raw use; it is never formatted. */
export type VolumeOrigin = 'new' | 'copied';

export type VolumeState =
  | { readonly kind: 'ready' }
  | { readonly kind: 'settling'; readonly status: string }
  | { readonly kind: 'failed'; readonly status: string };
