import type { Reader } from './reader.js';

/** `VolumeGroup` and `VolumeGroupSnapshot`, as far as they are read. */
export interface WireGroup {
  readonly id: number;
  readonly name: string;
  readonly status: string;
}

export const decodeGroup = (from: Reader): WireGroup => ({
  id: from.integer('id'),
  name: from.text('name'),
  status: from.optionalText('status') ?? '',
});
