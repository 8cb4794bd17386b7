import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { freeRuns, place, PoolFull, remove, type PoolLayout } from '../../src/gateway/extent-allocator.js';

const EXTENT = 4096;
const empty: PoolLayout = { version: 2, extentBytes: EXTENT, extents: 64, volumes: {}, snapshots: {} };
const sized = (extents: number, naa = 'x') => ({ naa, sizeBytes: BigInt(extents * EXTENT) });

function extentsOf(layout: PoolLayout, id: number): number[] {
  const runs = layout.volumes[id]?.runs ?? [];
  return runs.flatMap((run) => Array.from({ length: run.count }, (_, index) => run.start + index));
}

describe('extent allocator', () => {
  it('rounds up to whole extents and keeps the exact size', () => {
    const { layout, added } = place(empty, 1, { naa: 'x', sizeBytes: BigInt(EXTENT + 512) });
    expect(added).toEqual([{ start: 0, count: 2 }]);
    expect(layout.volumes[1]?.sizeBytes).toBe(BigInt(EXTENT + 512));
  });

  it('changes nothing when asked again', () => {
    const { layout } = place(empty, 1, sized(3));
    const again = place(layout, 1, sized(3));
    expect(again.added).toEqual([]);
    expect(again.layout).toEqual(layout);
  });

  it('grows at the end and reports only what is new', () => {
    const first = place(empty, 1, sized(2)).layout;
    const crowded = place(first, 2, sized(1)).layout;
    const grown = place(crowded, 1, sized(4));
    expect(grown.added).toEqual([{ start: 3, count: 2 }]);
    expect(extentsOf(grown.layout, 1)).toEqual([0, 1, 3, 4]);
  });

  it('uses freed extents again, in pieces when it must', () => {
    let layout = [1, 2, 3].reduce((before, id) => place(before, id, sized(20)).layout, empty);
    layout = remove(layout, 2);
    expect(freeRuns(layout)).toEqual([
      { start: 20, count: 20 },
      { start: 60, count: 4 },
    ]);
    expect(place(layout, 4, sized(23)).added).toEqual([
      { start: 20, count: 20 },
      { start: 60, count: 3 },
    ]);
  });

  it('refuses a full pool, shrinking, another identity and broken sizes', () => {
    const { layout } = place(empty, 1, sized(60));
    expect(() => place(layout, 2, sized(5))).toThrow(PoolFull);
    expect(() => place(layout, 1, sized(59))).toThrow(/cannot shrink/);
    expect(() => place(layout, 1, sized(60, 'y'))).toThrow(/identities never change/);
    expect(() => place(empty, 1, { naa: 'x', sizeBytes: 0n })).toThrow(/positive multiple of 512/);
    expect(() => place(empty, 1, { naa: 'x', sizeBytes: 513n })).toThrow(/multiple of 512/);
  });

  it('never gives one extent to two volumes nor takes one away', () => {
    const action = fc.record({
      id: fc.integer({ min: 1, max: 6 }),
      extents: fc.integer({ min: 1, max: 20 }),
      drop: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(action, { maxLength: 30 }), (actions) => {
        let layout = empty;
        for (const { id, extents, drop } of actions) {
          const before = extentsOf(layout, id);
          if (drop) layout = remove(layout, id);
          else if (before.length <= extents && extents - before.length <= freeCount(layout))
            layout = place(layout, id, sized(extents)).layout;
          const owned = [1, 2, 3, 4, 5, 6].flatMap((one) => extentsOf(layout, one));
          expect(new Set(owned).size).toBe(owned.length);
          expect(owned.length + freeCount(layout)).toBe(layout.extents);
          if (!drop) expect(extentsOf(layout, id).slice(0, before.length)).toEqual(before);
        }
      }),
    );
  });
});

function freeCount(layout: PoolLayout): number {
  return freeRuns(layout).reduce((sum, run) => sum + run.count, 0);
}
