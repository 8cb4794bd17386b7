import { expect, it } from 'vitest';
import { placeGroup } from '../src/actions/place-group.js';

it('a group without a volume of our drivers is never called owned or fenced', async () => {
  const unasked = (): never => {
    throw new Error('there is nothing to ask an array for');
  };
  const arrays = { listed: unasked, resolve: unasked, close: () => Promise.resolve() };
  const csi = { driver: 'other.example.com', volumeHandle: 'other-1' };
  const object = { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: 'other' }, spec: { csi } };
  const set = {
    group: 'shop',
    cluster: 'a',
    objects: [{ layer: 'volume' as const, object }],
    edges: [],
    gaps: [],
  };
  expect(await placeGroup(arrays, set, new AbortController().signal)).toMatchObject({
    problem: { kind: 'invalid-request', field: 'group', value: 'shop' },
  });
});
