import fc from 'fast-check';
import { expect, test } from 'vitest';
import { naaFromVpd83 } from '../src/scsi/vpd83.js';
import { vpd83 } from '../src/testing/index.js';
import { golden } from './golden.js';

const nibbles = fc.stringMatching(/^6[0-9a-f]{31}$/);

test('the identity comes back from a page that has other designators too', () => {
  fc.assert(
    fc.property(nibbles, (naa) => {
      expect(naaFromVpd83(vpd83(naa))).toBe(naa);
    }),
  );
});

test('a page cut off anywhere names nothing', () => {
  fc.assert(
    fc.property(nibbles, fc.nat(40), (naa, length) => {
      const page = vpd83(naa);
      expect(naaFromVpd83(page.subarray(0, Math.min(length, page.length - 1)))).toBeUndefined();
    }),
  );
});

test('no bytes make it throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (page) => {
      page[1] = 0x83;
      return naaFromVpd83(page) === undefined || page.length >= 24;
    }),
  );
});

test('the identity of a port or of the target is not that of the disk', () => {
  const naa = `6${'1'.repeat(31)}`;
  const page = vpd83(naa);
  const association = page.length - 16 - 3;
  page[association] = 0x13;
  expect(naaFromVpd83(page)).toBeUndefined();
});

test('the page of a real Linux target', () => {
  expect(naaFromVpd83(Buffer.from(golden('lio-vpd83.txt').trim(), 'base64'))).toMatch(
    /^6001405[0-9a-f]{25}$/,
  );
});
