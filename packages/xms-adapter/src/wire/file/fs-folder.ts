import type { Reader } from '../reader.js';

/** `FSFolderRecord`. */
export interface WireFolder {
  readonly id: number;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly status: string;
  readonly actionStatus: string;
}

export const decodeFolder = (from: Reader): WireFolder => ({
  id: from.integer('id'),
  name: from.text('name'),
  size: from.integer('size'),
  status: from.text('status'),
  actionStatus: from.optionalText('action_status') ?? '',
});
