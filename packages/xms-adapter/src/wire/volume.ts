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
  /** The snapshot it was made from. Some releases still name it when the volume has been flattened. */
  readonly snapshot: number | undefined;
  /** Undefined when the reply leaves it out. */
  readonly flattened: boolean | undefined;
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
    snapshot: nestView(from, 'snapshot')?.id,
    flattened: from.optionalFlag('flattened'),
    clients: from.optionalInteger('client_group_num'),
    recycled: from.flag('recycled'),
  };
}
