import { parseNaa, type Naa } from '@twinsite/domain';

/**
 * SPC-4 7.8.6, Device Identification VPD page: the NAA identifier of the logical unit itself. Undefined when the page
 * is damaged or names none.
 */
export function naaFromVpd83(page: Uint8Array): Naa | undefined {
  if (page.length < HEADER || page[1] !== PAGE_CODE) return undefined;
  const end = HEADER + (((page[2] ?? 0) << 8) | (page[3] ?? 0));
  if (end > page.length) return undefined;
  for (let at = HEADER; at + HEADER <= end; ) {
    const length = page[at + 3] ?? 0;
    const next = at + HEADER + length;
    if (next > end) return undefined;
    const naa = naaOf(page.subarray(at, next));
    if (naa !== undefined) return naa;
    at = next;
  }
  return undefined;
}

const HEADER = 4;
const PAGE_CODE = 0x83;
const CODE_SET_BINARY = 1;
const ASSOCIATION_LOGICAL_UNIT = 0;
const TYPE_NAA = 3;

function naaOf(designator: Uint8Array): Naa | undefined {
  const [first = 0, second = 0] = designator;
  const isOurs =
    (first & 0x0f) === CODE_SET_BINARY &&
    ((second >> 4) & 0x03) === ASSOCIATION_LOGICAL_UNIT &&
    (second & 0x0f) === TYPE_NAA;
  return isOurs ? parseNaa(Buffer.from(designator.subarray(HEADER)).toString('hex')) : undefined;
}
