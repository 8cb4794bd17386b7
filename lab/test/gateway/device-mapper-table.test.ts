import { expect, it } from 'vitest';
import { volumeTable } from '../../src/gateway/device-mapper-table.js';

const runs = [
  { start: 0, count: 2 },
  { start: 5, count: 1 },
];
const volume = { naa: 'x', sizeBytes: 2n * 4096n + 512n, runs };

it('maps each run onto the pool and ends at the exact size', () => {
  const table = volumeTable(volume, 4096);
  expect(table).toBe('0 16 linear 98:0 0;16 1 linear 98:0 40');
});

it('delays writes only, in the words dmsetup prints them back', () => {
  expect(volumeTable(volume, 4096, 250)).toBe(
    '0 16 delay 98:0 0 0 98:0 0 250;16 1 delay 98:0 40 0 98:0 40 250',
  );
});
