import { nestView, type NestView } from '../nest-view.js';
import type { Reader } from '../reader.js';

/** `FSQuotaTree`. */
export interface WireQuotaTree {
  readonly id: number;
  readonly name: string;
  /** Bytes; 0 for a directory without a limit. */
  readonly size: number;
  readonly usedKbyte: number;
  readonly folder: NestView | undefined;
  readonly status: string;
  readonly actionStatus: string;
}

export const decodeQuotaTree = (from: Reader): WireQuotaTree => ({
  id: from.integer('id'),
  name: from.text('name'),
  size: from.optionalInteger('size') ?? 0,
  usedKbyte: from.optionalInteger('used_kbyte') ?? 0,
  folder: nestView(from, 'fs_folder'),
  status: from.text('status'),
  actionStatus: from.optionalText('action_status') ?? '',
});
