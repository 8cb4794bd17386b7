import type { Bytes } from '../shared/bytes.js';
import type { VolumeState } from '../volume/volume.js';

/** A file system of one array; quota trees are directories in it. It is exported as `/sdsfs/<name>`. */
export interface FileFolder {
  readonly id: string;
  readonly name: string;
  readonly size: Bytes;
  /** Sum of the sizes of its quota trees. What is left of `size` can be promised to new ones. */
  readonly promised: Bytes;
  readonly state: VolumeState;
}
