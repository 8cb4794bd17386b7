export interface IpAddress {
  readonly family: 4 | 6;
  /** The same for every way of writing the address. */
  readonly canonical: string;
}

/** An IPv4 or IPv6 address in any of the usual forms, without brackets and zone; undefined for anything else. */
export function parseIpAddress(text: string): IpAddress | undefined {
  const four = parseIpv4(text);
  if (four !== undefined) return { family: 4, canonical: four.join('.') };
  const six = parseIpv6(text);
  return six === undefined
    ? undefined
    : { family: 6, canonical: six.map((part) => part.toString(16)).join(':') };
}

export function sameAddress(a: string, b: string): boolean {
  const one = parseIpAddress(a)?.canonical;
  return a === b || (one !== undefined && one === parseIpAddress(b)?.canonical);
}

/** Whether an address is the one given, or in the network given as `10.0.0.0/24`; the bits behind the mask do not count. */
export function isWithin(address: string, range: string): boolean {
  const [network = '', mask, ...more] = range.split('/');
  if (mask === undefined) return sameAddress(address, network);
  const [one, other] = [bitsOf(address), bitsOf(network)];
  const kept = /^\d{1,3}$/.test(mask) && more.length === 0 ? Number(mask) : undefined;
  if (one === undefined || one.length !== other?.length || kept === undefined || kept > one.length)
    return false;
  return one.slice(0, kept) === other.slice(0, kept);
}

function bitsOf(text: string): string | undefined {
  const four = parseIpv4(text);
  const [parts, width] = four === undefined ? [parseIpv6(text), 16] : [four, 8];
  return parts?.map((part) => part.toString(2).padStart(width, '0')).join('');
}

function parseIpv4(text: string): readonly number[] | undefined {
  const parts = text.split('.');
  const isAddress =
    parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
  return isAddress ? parts.map(Number) : undefined;
}

/** Eight groups of 16 bits. */
function parseIpv6(text: string): readonly number[] | undefined {
  const [head, tail, ...more] = text.split('::');
  if (head === undefined || more.length > 0) return undefined;
  const before = groupsOf(head, tail === undefined);
  if (tail === undefined) return before?.length === 8 ? before : undefined;
  const after = groupsOf(tail, true);
  if (before === undefined || after === undefined) return undefined;
  const gap = 8 - before.length - after.length;
  return gap < 1 ? undefined : [...before, ...Array<number>(gap).fill(0), ...after];
}

/** The last group may be written as an IPv4 address. */
function groupsOf(text: string, isEnd: boolean): readonly number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const words = text.split(':');
  for (const [index, word] of words.entries()) {
    const four = isEnd && index === words.length - 1 ? parseIpv4(word) : undefined;
    const [a = 0, b = 0, c = 0, d = 0] = four ?? [];
    if (four !== undefined) groups.push(a * 256 + b, c * 256 + d);
    else if (/^[0-9a-fA-F]{1,4}$/.test(word)) groups.push(parseInt(word, 16));
    else return undefined;
  }
  return groups;
}
