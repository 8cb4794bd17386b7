import { parseNaa } from '@twinsite/domain';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeIntent, encodeIntent } from '../src/disk/intent-region.js';

const intents = fc.record({
  naa: fc.stringMatching(/^6[0-9a-f]{31}$/).map((hex) => {
    const naa = parseNaa(hex);
    if (naa === undefined) throw new Error(hex);
    return naa;
  }),
  fsType: fc.constantFrom('ext3', 'ext4', 'xfs'),
});

test('an intent comes back from the disk', () => {
  fc.assert(
    fc.property(intents, (intent) => {
      expect(decodeIntent(encodeIntent(intent))).toEqual(intent);
    }),
  );
});

test('a region with one damaged byte is never another intent', () => {
  const damage = fc.record({ at: fc.nat(4095), xor: fc.integer({ min: 1, max: 255 }) });
  fc.assert(
    fc.property(intents, damage, (intent, { at, xor }) => {
      const region = encodeIntent(intent);
      region[at] = (region[at] ?? 0) ^ xor;
      const read = decodeIntent(region);
      // Within the identity or the type a flipped bit can only make a different, well-formed record.
      if (read !== undefined) expect(read).not.toEqual(intent);
    }),
  );
});

test('zeros are no intent', () => {
  expect(decodeIntent(new Uint8Array(4096))).toBeUndefined();
});
