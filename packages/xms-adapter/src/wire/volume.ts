import { nestView } from './nest-view.js';
import type { Reader } from './reader.js';

/** `VolumeRecord`. */
export interface WireVolume {
  readonly id: number;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly sn: string;
  readonly status: string;
  readonly actionStatus: string;
  readonly description: string;
  readonly pool: string;
  readonly accessPath: string | undefined;
  /** The snapshot it was made from, while it shares its data. */
  readonly parentSnapshot: number | undefined;
  /** How many client groups have it mapped. */
  readonly clients: number | undefined;
  /** In the trash. */
  readonly recycled: boolean;
}

export function decodeVolume(from: Reader): WireVolume {
  return {
    id: from.integer('id'),
    name: from.text('name'),
    size: from.integer('size'),
    sn: from.optionalText('sn') ?? '',
    status: from.text('status'),
    actionStatus: from.optionalText('action_status') ?? '',
    description: from.optionalText('description') ?? '',
    pool: nestView(from, 'pool')?.name ?? '',
    accessPath: nestView(from, 'access_path')?.name,
    parentSnapshot: nestView(from, 'snapshot')?.id,
    clients: from.optionalInteger('client_group_num'),
    recycled: from.flag('recycled'),
  };
}
