import { expect, it } from 'vitest';
import { linearTable } from '../../src/gateway/device-mapper-table.js';

it('maps each run onto the pool and ends at the exact size', () => {
  const runs = [
    { start: 0, count: 2 },
    { start: 5, count: 1 },
  ];
  const table = linearTable({ naa: 'x', sizeBytes: 2n * 4096n + 512n, runs }, 4096);
  expect(table).toBe('0 16 linear 98:0 0;16 1 linear 98:0 40');
});
