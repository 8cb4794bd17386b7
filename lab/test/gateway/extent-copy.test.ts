import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Run } from '../../src/gateway/extent-allocator.js';
import { piecesOf } from '../../src/gateway/extent-copy.js';

const extents = (runs: readonly Run[]): number[] =>
  runs.flatMap(({ start, count }) => Array.from({ length: count }, (_, index) => start + index));

const runs = fc.array(fc.record({ start: fc.nat(100), count: fc.integer({ min: 1, max: 9 }) }), {
  maxLength: 6,
});

describe('copying extents', () => {
  it('goes piece by piece where runs differ', () => {
    const from = [
      { start: 0, count: 3 },
      { start: 10, count: 2 },
    ];
    expect(
      piecesOf(from, [
        { start: 20, count: 1 },
        { start: 30, count: 4 },
      ]),
    ).toEqual([
      { from: 0, to: 20, count: 1 },
      { from: 1, to: 30, count: 2 },
      { from: 10, to: 32, count: 2 },
    ]);
  });

  it('takes every extent to its place in order, as far as both reach', () => {
    fc.assert(
      fc.property(runs, runs, (from, to) => {
        const pieces = piecesOf(from, to);
        const length = Math.min(extents(from).length, extents(to).length);
        const source = pieces.map(({ from: start, count }) => ({ start, count }));
        const target = pieces.map(({ to: start, count }) => ({ start, count }));
        expect(extents(source)).toEqual(extents(from).slice(0, length));
        expect(extents(target)).toEqual(extents(to).slice(0, length));
      }),
    );
  });
});
