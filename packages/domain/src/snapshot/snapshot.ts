import type { Bytes } from '../shared/bytes.js';
import type { VolumeState } from '../volume/volume.js';

/** A point in time of one block volume, as one array reports it. */
export interface BlockSnapshot {
  /** Name of the array that holds it (configuration). */
  readonly array: string;
  /** The array's id of the snapshot; opaque here. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly size: Bytes;
  /** The volume it was taken of. */
  readonly volume: { readonly id: string; readonly name: string };
  /** Milliseconds since the Unix epoch; undefined when the array does not tell. */
  readonly createdAt: number | undefined;
  readonly state: VolumeState;
}
