import type { Reader } from './reader.js';

/** `VIPRecord`. */
export interface WireVip {
  readonly id: number;
  readonly ip: string;
  /** Prefix length; undefined when the reply leaves it out. */
  readonly mask: number | undefined;
  readonly status: string;
  /** Undefined while no gateway holds it, or when the array does not say. */
  readonly currentInstanceId: number | undefined;
  /** The one that holds it when all gateways are well. */
  readonly defaultInstanceId: number | undefined;
}

export function decodeVip(from: Reader): WireVip {
  return {
    id: from.integer('id'),
    ip: from.text('ip'),
    mask: from.optionalInteger('mask'),
    status: from.optionalText('status') ?? '',
    currentInstanceId: from.optionalObject('current_vip_instance')?.optionalInteger('id'),
    defaultInstanceId: from.optionalObject('default_vip_instance')?.optionalInteger('id'),
  };
}
