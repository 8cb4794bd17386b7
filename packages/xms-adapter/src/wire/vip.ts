import type { Reader } from './reader.js';

/** `VIPRecord`. */
export interface WireVip {
  readonly id: number;
  readonly ip: string;
  readonly status: string;
  /** Undefined while no gateway holds it, or when the array does not say. */
  readonly currentInstanceId: number | undefined;
}

export function decodeVip(from: Reader): WireVip {
  return {
    id: from.integer('id'),
    ip: from.text('ip'),
    status: from.optionalText('status') ?? '',
    currentInstanceId: from.optionalObject('current_vip_instance')?.optionalInteger('id'),
  };
}
