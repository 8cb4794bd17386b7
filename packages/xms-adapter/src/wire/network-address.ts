import type { Reader } from './reader.js';

/** `NetworkAddress` of a host. The words of `roles` are not documented. */
export interface WireAddress {
  readonly id: number;
  readonly ip: string;
  readonly roles: readonly string[];
  readonly hostName: string;
  readonly hostAdminIp: string;
}

export function decodeAddress(from: Reader): WireAddress {
  const host = from.optionalObject('host');
  return {
    id: from.integer('id'),
    ip: from.text('ip'),
    roles: from.optionalTexts('roles') ?? [],
    hostName: host?.optionalText('name') ?? '',
    hostAdminIp: host?.optionalText('admin_ip') ?? '',
  };
}
