import type { AccessTarget } from '../../attachment/access-path.js';

/** The target of a gateway of the in-memory array; those not known stand at site a and share an address block. */
export function gatewayTarget(gateway: string): AccessTarget {
  const [site, address] = PLACES.get(gateway) ?? (['a', `10.7.1.${100 + gateway.length}`] as const);
  return {
    iqn: `iqn.2018-12.sds:${gateway}`,
    gateway,
    site,
    portals: [{ address, port: 3260 }],
    status: 'active',
  };
}

const PLACES: ReadonlyMap<string, readonly ['a' | 'b', string]> = new Map([
  ['gw-a', ['a', '10.7.1.1']],
  ['gw-b', ['b', '10.7.2.1']],
  ['gw-c', ['a', '10.7.1.2']],
  ['gw-d', ['b', '10.7.2.2']],
] as const);
