import { verifyClaim, type ClusterObject } from '@twinsite/domain';
import { expect, it } from 'vitest';
import { claimOf, volumeOf } from './bound-pairs.js';

const refTo = (uid?: string) => ({ claimRef: { name: 'data-1', namespace: 'shop', ...(uid && { uid }) } });
const sides = (liveVolume: ClusterObject) => ({
  claim: claimOf('data-1'),
  volume: volumeOf('data-1'),
  liveClaim: claimOf('data-1'),
  liveVolume,
});

it('a claim that was bound while the volumes were read is never called wrong: the volume is read again', () => {
  expect(verifyClaim(sides(volumeOf('data-1', refTo())))).toEqual({
    kind: 'waiting',
    found: 'its volume does not name it yet',
  });
  expect(verifyClaim(sides(volumeOf('data-1')))).toEqual({ kind: 'proved' });
});

it('a volume that names another claim is wrong, and no time changes it', () => {
  expect(verifyClaim(sides(volumeOf('data-1', refTo('another'))))).toMatchObject({ kind: 'wrong' });
});
