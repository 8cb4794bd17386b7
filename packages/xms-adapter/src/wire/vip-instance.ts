import type { Reader } from './reader.js';

/** `VIPInstance`: a VIP on one gateway address that may hold it. */
export interface WireVipInstance {
  readonly id: number;
  readonly addressId: number | undefined;
}

export function decodeVipInstance(from: Reader): WireVipInstance {
  return {
    id: from.integer('id'),
    addressId: from.optionalObject('network_address')?.optionalInteger('id'),
  };
}
