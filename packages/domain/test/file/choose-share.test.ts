import fc from 'fast-check';
import { bytes, GIB, rankShares, roomOf, type SharePlace } from '@twinsite/domain';
import { describe, expect, test } from 'vitest';

const aPlace = (folder: string, vip: string, size: bigint, promised: bigint): SharePlace => ({
  share: { vip, folder },
  folder: {
    id: folder,
    name: folder,
    size: bytes(size),
    promised: bytes(promised),
    state: { kind: 'ready' },
  },
  gatewayGroup: { id: vip, name: vip, vip, gateways: [] },
});

const rank = (places: readonly SharePlace[], size: bigint) => {
  const ranked = rankShares(places, bytes(size));
  return ranked.ok ? ranked.value.map(({ share }) => `${share.vip} ${share.folder}`) : ranked.problem;
};

describe('a new volume goes', () => {
  test('where most is free', () => {
    const places = [
      aPlace('a', '10.0.0.1', 10n * GIB, 6n * GIB),
      aPlace('b', '10.0.0.1', 10n * GIB, 1n * GIB),
    ];
    expect(rank(places, GIB)).toEqual(['10.0.0.1 b', '10.0.0.1 a']);
  });

  test('of folders with the same room to the first by name, then by VIP', () => {
    const places = [
      aPlace('b', '10.0.0.1', GIB, 0n),
      aPlace('a', '10.0.0.2', GIB, 0n),
      aPlace('a', '10.0.0.1', GIB, 0n),
    ];
    expect(rank(places, GIB)).toEqual(['10.0.0.1 a', '10.0.0.2 a', '10.0.0.1 b']);
  });

  test('nowhere when none has room: the roomiest is named with what it has left', () => {
    const places = [aPlace('a', '10.0.0.1', GIB, GIB / 2n), aPlace('b', '10.0.0.1', GIB, 2n * GIB)];
    expect(rank(places, GIB)).toEqual({ kind: 'folder-full', folder: 'a', requested: GIB, left: GIB / 2n });
  });

  test('never into a folder that is not ready', () => {
    const place = aPlace('a', '10.0.0.1', 9n * GIB, 0n);
    const broken = {
      ...place,
      folder: { ...place.folder, state: { kind: 'failed', status: 'error' } as const },
    };
    expect(rank([broken], GIB)).toMatchObject({ kind: 'volume-failed', volume: 'a', status: 'error' });
  });

  test('whatever the folders: the same way in any order of the list, and only where it fits', () => {
    const place = fc.record({
      size: fc.bigInt(0n, 9n),
      promised: fc.bigInt(0n, 9n),
      vip: fc.constantFrom('1', '2'),
    });
    const list = fc.array(place, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(list, fc.bigInt(1n, 9n), (drawn, size) => {
        const places = drawn.map(({ size: total, promised, vip }, at) =>
          aPlace(`f${at}`, vip, total, promised),
        );
        const ranked = rankShares(places, bytes(size));
        expect(rankShares([...places].reverse(), bytes(size))).toEqual(ranked);
        if (ranked.ok) expect(ranked.value.every(({ folder }) => roomOf(folder) >= size)).toBe(true);
      }),
    );
  });
});
