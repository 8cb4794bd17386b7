import { parseQuantity } from '@twinsite/domain';
import { expect, test } from 'vitest';

const NANO = 1_000_000_000n;

test.each([
  ['5', 5n * NANO],
  ['5Gi', 5n * 1024n ** 3n * NANO],
  ['1.5Ki', 1536n * NANO],
  ['1k', 1000n * NANO],
  ['2M', 2_000_000n * NANO],
  ['1E', 10n ** 18n * NANO],
  ['1e3', 1000n * NANO],
  ['1E3', 1000n * NANO],
  ['12e-1', 1_200_000_000n],
  ['100m', 100_000_000n],
  ['1n', 1n],
])('%s is a quantity', (text, billionths) => {
  expect(parseQuantity(text)).toBe(billionths);
});

test.each(['', 'Gi', '1.', '-1', '1GB', '1 Gi', '5gi', 'e3'])('%j is none', (text) => {
  expect(parseQuantity(text)).toBeUndefined();
});
