import type { Reader } from './reader.js';

/** `HostRecord`. */
export interface WireHost {
  readonly id: number;
  readonly name: string;
  readonly adminIp: string;
  /** Comma separated, as the other two. */
  readonly gatewayIps: string;
  readonly publicIps: string;
  readonly roles: string;
  readonly status: string;
  /** Undefined when the array does not say. */
  readonly up: boolean | undefined;
}

export function decodeHost(from: Reader): WireHost {
  return {
    id: from.integer('id'),
    name: from.text('name'),
    adminIp: from.optionalText('admin_ip') ?? '',
    gatewayIps: from.optionalText('gateway_ips') ?? '',
    publicIps: from.optionalText('public_ips') ?? '',
    roles: from.optionalText('roles') ?? '',
    status: from.optionalText('status') ?? '',
    up: from.optionalFlag('up'),
  };
}
