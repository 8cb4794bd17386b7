import { nestView } from '../nest-view.js';
import type { Reader } from '../reader.js';

/** `FSGatewayGroup`. */
export interface WireGatewayGroup {
  readonly id: number;
  readonly name: string;
  readonly vip: string;
}

export const decodeGatewayGroup = (from: Reader): WireGatewayGroup => ({
  id: from.integer('id'),
  name: from.text('name'),
  vip: withoutMask(from.optionalText('vip') ?? ''),
});

/** `FSGateway`. */
export interface WireFileGateway {
  readonly id: number;
  readonly gatewayGroupId: number | undefined;
  readonly hostId: number;
  readonly hostName: string;
  readonly address: string;
  /** The VIP that runs on it now, if that is what the field says; empty when none does. */
  readonly vip: string;
  readonly status: string;
}

export function decodeFileGateway(from: Reader): WireFileGateway {
  const host = from.optionalObject('host');
  const address = from.optionalObject('network_address');
  return {
    id: from.integer('id'),
    gatewayGroupId: nestView(from, 'fs_gateway_group')?.id,
    hostId: host?.optionalInteger('id') ?? 0,
    hostName: host?.optionalText('name') ?? '',
    address: withoutMask(address?.optionalText('ip') ?? host?.optionalText('admin_ip') ?? ''),
    vip: withoutMask(from.optionalText('vip') ?? ''),
    status: from.optionalText('status') ?? '',
  };
}

const withoutMask = (address: string): string => address.replace(/\/\d+$/, '');
