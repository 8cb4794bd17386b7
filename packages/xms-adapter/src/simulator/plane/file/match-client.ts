import { BlockList, isIP } from 'node:net';

/** Whether a client stands under an export's `*`, address or subnet. */
export function matchesClient(match: string, ip: string): boolean {
  if (match === '*') return true;
  const [address = '', bits] = match.split('/');
  const family = familyOf(address);
  if (family === undefined || family !== familyOf(ip)) return false;
  const list = new BlockList();
  if (bits === undefined) list.addAddress(address, family);
  else list.addSubnet(address, Number(bits), family);
  return list.check(ip, family);
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address);
  return version === 0 ? undefined : `ipv${version === 4 ? 4 : 6}`;
}
