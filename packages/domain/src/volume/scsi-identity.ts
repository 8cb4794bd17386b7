import type { Brand } from '../shared/brand.js';

/** The NAA identifier of VPD page 0x83: 32 lower-case hex digits beginning with 6 (NAA type 6, 16 bytes). */
export type Naa = Brand<string, 'Naa'>;

export function parseNaa(text: string): Naa | undefined {
  const hex = text.toLowerCase().replace(/^(naa\.|0x)/, '');
  return /^6[0-9a-f]{31}$/.test(hex) ? (hex as Naa) : undefined;
}

/**
 * How the array builds the NAA from a volume's serial number (`sn`): `prefix`, then the first digits of `sn`
 * until 32 hex digits are reached, right-padded with zeros. Data, because the vendor does not document it.
 */
export interface IdentityRule {
  readonly prefix: string;
}

/** A guess until seen on an array: the registered form of the Linux target (OUI 001405). */
export const DEFAULT_IDENTITY_RULE: IdentityRule = { prefix: '6001405' };

const NAA_DIGITS = 32;

/** Undefined when the serial number has a character that no identity can carry, or is empty. */
export function identityFromSn(rule: IdentityRule, sn: string): Naa | undefined {
  const digits = sn.toLowerCase();
  if (!/^[0-9a-f]+$/.test(digits)) return undefined;
  return parseNaa((rule.prefix + digits).slice(0, NAA_DIGITS).padEnd(NAA_DIGITS, '0'));
}

/** The WWID multipath and /dev/disk/by-id use: `3` (NAA designator) and the identifier. */
export const wwidOf = (naa: Naa): string => `3${naa}`;
