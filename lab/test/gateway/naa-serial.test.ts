import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { serialForNaa } from '../../src/gateway/naa-serial.js';

/** LIO's own rule (spc_parse_naa_6h_vendor_specific): 6, the company id, then the serial's hex digits. */
function lioIdentity(serial: string): string {
  const digits = serial.toLowerCase().replaceAll(/[^0-9a-f]/g, '');
  return `6001405${digits.padEnd(25, '0').slice(0, 25)}`;
}

describe('serial for an NAA identity', () => {
  it('makes LIO report exactly that identity', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9a-f]{25}$/), (tail) => {
        expect(lioIdentity(serialForNaa(`6001405${tail}`))).toBe(`6001405${tail}`);
      }),
    );
  });

  it('refuses what LIO can never report, and says why', () => {
    expect(() => serialForNaa(`6000000${'0'.repeat(25)}`)).toThrow(/6000000.*does not begin with 6001405/);
    expect(() => serialForNaa('36001405')).toThrow(/32 lower-case hex digits/);
    expect(() => serialForNaa(`6001405${'A'.repeat(25)}`)).toThrow(/lower-case/);
  });
});
