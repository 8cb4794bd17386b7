import type { Reader } from './reader.js';

/** `ClientLunMappingRecord`: this initiator, through this gateway, sees this LUN. */
export interface WireClientLunMapping {
  readonly id: number;
  readonly code: string;
  readonly hostId: number | undefined;
  readonly volumeId: number | undefined;
  /** Words not documented; empty when absent. */
  readonly sessionStatus: string;
}

export function decodeClientLunMapping(from: Reader): WireClientLunMapping {
  return {
    id: from.integer('id'),
    code: from.object('client').text('code'),
    hostId: from.optionalObject('host')?.optionalInteger('id'),
    volumeId: from.optionalObject('block_volume')?.optionalInteger('id'),
    sessionStatus: from.optionalText('session_status') ?? '',
  };
}
