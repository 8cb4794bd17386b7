import { nestView } from './nest-view.js';
import type { Reader } from './reader.js';

/** `Target`: one access path on one gateway host. */
export interface WireTarget {
  readonly id: number;
  readonly iqn: string;
  readonly port: number;
  readonly status: string;
  readonly accessPathId: number | undefined;
  readonly hostId: number;
  readonly hostName: string;
  readonly hostAdminIp: string;
  /** XSCALEROS 5.2 and later; empty before. */
  readonly gatewayIps: string;
}

export function decodeTarget(from: Reader): WireTarget {
  const host = from.object('host');
  return {
    id: from.integer('id'),
    iqn: from.optionalText('iqn') ?? '',
    port: from.optionalInteger('port') ?? 0,
    status: from.optionalText('status') ?? '',
    accessPathId: nestView(from, 'access_path')?.id,
    hostId: host.integer('id'),
    hostName: host.optionalText('name') ?? '',
    hostAdminIp: host.optionalText('admin_ip') ?? '',
    gatewayIps: from.optionalText('gateway_ips') ?? '',
  };
}
