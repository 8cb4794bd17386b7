import { nestView, type NestView } from './nest-view.js';
import type { Reader } from './reader.js';

/** `Snapshot` of a block volume. */
export interface WireSnapshot {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  /** Bytes. */
  readonly size: number;
  readonly status: string;
  readonly actionStatus: string;
  /** Undefined when the snapshot no longer names the volume it was taken of. */
  readonly volume: NestView | undefined;
  /** Of which group snapshot it is a part. */
  readonly groupSnapshot: NestView | undefined;
  /** RFC 3339; empty when the reply leaves it out. */
  readonly created: string;
}

export function decodeSnapshot(from: Reader): WireSnapshot {
  return {
    id: from.integer('id'),
    name: from.text('name'),
    description: from.optionalText('description') ?? '',
    size: from.integer('size'),
    status: from.text('status'),
    actionStatus: from.optionalText('action_status') ?? '',
    volume: nestView(from, 'volume'),
    groupSnapshot: nestView(from, 'block_volume_group_snapshot'),
    created: from.optionalText('create') ?? '',
  };
}
