import type { Reader } from './reader.js';

/** `Lun`: `id` is the row, `lun_id` the SCSI logical unit number. */
export interface WireLun {
  readonly id: number;
  readonly lun: number;
  readonly volumeId: number;
}

export function decodeLun(from: Reader): WireLun {
  return {
    id: from.integer('id'),
    lun: from.integer('lun_id'),
    volumeId: from.object('volume').integer('id'),
  };
}
