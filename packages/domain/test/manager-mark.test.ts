import { expect, test } from 'vitest';
import { readManagerMark, writeManagerMark } from '@twinsite/domain';

const mark = { cluster: 'k8s site a', origin: 'created' } as const;

test('a mark is read back as written, and the other lines of the description stay', () => {
  const marked = writeManagerMark('for the app team\n\ntwinsite/1 use raw', mark);
  expect(marked).toBe('for the app team\n\ntwinsite/1 use raw\ntwinsite/1 manager k8s%20site%20a created');
  expect(readManagerMark(marked)).toEqual(mark);
  const adopted = writeManagerMark(marked, { cluster: 'b', origin: 'adopted' });
  expect(readManagerMark(adopted)).toEqual({ cluster: 'b', origin: 'adopted' });
  expect(writeManagerMark(adopted, undefined)).toBe('for the app team\n\ntwinsite/1 use raw');
  expect(writeManagerMark('', mark)).toBe('twinsite/1 manager k8s%20site%20a created');
  expect(readManagerMark('for the app team')).toBeUndefined();
});

test.each([
  ['of a later version', 'twinsite/2 manager a created'],
  ['of an unknown origin', 'twinsite/1 manager a inherited'],
  ['with more words', 'twinsite/1 manager a created today'],
  ['without a cluster', 'twinsite/1 manager'],
  ['beside a different one', 'twinsite/1 manager a created\ntwinsite/1 manager b created'],
])('a mark %s is never taken for none', (_what, description) => {
  expect(readManagerMark(description)).toBe('unreadable');
});

test('the same mark written twice by two controllers of one cluster is one mark', () => {
  expect(readManagerMark('twinsite/1 manager a created\ntwinsite/1 manager a created')).toEqual({
    cluster: 'a',
    origin: 'created',
  });
});
