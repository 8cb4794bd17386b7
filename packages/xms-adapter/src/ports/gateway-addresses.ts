import type { WireAddress } from '../wire/network-address.js';
import type { WireHost } from '../wire/host.js';
import type { WireTarget } from '../wire/target.js';

/** What is known of one target's gateway; `undefined` has not been read. */
export interface AddressSources {
  readonly target: WireTarget;
  readonly host: WireHost | undefined;
  readonly addresses: readonly WireAddress[] | undefined;
}

/**
 * The addresses a target listens on. 4.2 does not give them with the target, so the sources are asked in this order
 * (contract 8.3) and the first that says anything wins: target.gateway_ips (5.2 and later), host.gateway_ips, the
 * host's network addresses whose role names a gateway, its public addresses, its administration address.
 */
export function gatewayAddresses({ target, host, addresses }: AddressSources): readonly string[] {
  const inRole = (addresses ?? []).filter(({ roles }) => roles.some((role) => /gateway/i.test(role)));
  const candidates = [
    split(target.gatewayIps),
    split(host?.gatewayIps ?? ''),
    inRole.map(({ ip }) => stripMask(ip)),
    split(host?.publicIps ?? ''),
    split(host?.adminIp ?? target.hostAdminIp),
  ];
  return candidates.find((addresses) => addresses.length > 0) ?? [];
}

export const namedByTarget = (target: WireTarget): boolean => split(target.gatewayIps).length > 0;
export const namedByHost = (host: WireHost | undefined): boolean => split(host?.gatewayIps ?? '').length > 0;

/** The API declares these as one text; a comma is the separator seen, blanks are taken too. */
function split(list: string): readonly string[] {
  return [
    ...new Set(
      list
        .split(/[\s,;]+/)
        .map(stripMask)
        .filter((address) => address !== ''),
    ),
  ];
}

const stripMask = (address: string): string => address.replace(/\/\d+$/, '');
