import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addFenceRecord,
  addVolumeNote,
  describeSnapshot,
  formatSnapshotHandle,
  parseSnapshotHandle,
  parseSnapshotName,
  readFenceRecords,
  readSnapshotNotes,
  readVolumeNotes,
  removeNodeNotes,
  type VolumeNote,
} from '@twinsite/domain';

const text = fc.string({ minLength: 1, unit: 'grapheme' });
const foreignLine = fc.string().filter((line) => !line.startsWith('twinsite/1') && !line.includes('\n'));
const note: fc.Arbitrary<VolumeNote> = fc.oneof(
  fc.record({
    word: fc.constant('from' as const),
    source: fc.record({ kind: fc.constantFrom('snapshot', 'volume'), of: text }),
  }),
  fc.constant({ word: 'delete' as const, policy: 'trash' as const }),
  fc.constant({ word: 'use' as const, as: 'raw' as const }),
  fc.record({ word: fc.constant('formatter' as const), node: text }),
);

test('every note is read back, replaces its like, and leaves every other line alone', () => {
  fc.assert(
    fc.property(fc.array(foreignLine, { minLength: 1 }), fc.array(note), (lines, notes) => {
      const written = notes.reduce(addVolumeNote, lines.join('\n'));
      const read = readVolumeNotes(written);
      const last = <Word extends VolumeNote['word']>(word: Word) =>
        notes.findLast((given): given is Extract<VolumeNote, { word: Word }> => given.word === word);
      expect(read).toEqual({
        source: last('from')?.source,
        deletePolicy: last('delete')?.policy ?? 'final',
        isRaw: last('use') !== undefined,
        shared: [],
        formatter: last('formatter')?.node,
        readOnlyNodes: [],
      });
      expect(written.split('\n').filter((line) => lines.includes(line))).toEqual(lines);
    }),
  );
});

test('notes and fence records live side by side', () => {
  const record = { node: 'node-1', accessPath: 'ap', since: undefined, iqn: undefined };
  const both = addVolumeNote(addFenceRecord('volume', record), { word: 'delete', policy: 'trash' });
  expect(readFenceRecords(both)).toEqual([record]);
  expect(readVolumeNotes(addFenceRecord(both, record)).deletePolicy).toBe('trash');
});

test('what is noted for one node goes with it, what is noted for another stays', () => {
  const notes: readonly VolumeNote[] = [
    { word: 'readonly', node: 'node-1' },
    { word: 'readonly', node: 'node-2' },
    { word: 'formatter', node: 'node-2' },
    { word: 'shared', kind: 'rw', node: 'node-1' },
    { word: 'shared', kind: 'ro', node: 'node-2' },
    { word: 'shared', kind: 'rw', node: 'node-2' },
  ];
  const all = notes.reduce(addVolumeNote, 'volume');
  expect(readVolumeNotes(removeNodeNotes(all, 'node-1'))).toMatchObject({
    readOnlyNodes: ['node-2'],
    formatter: 'node-2',
    shared: [{ node: 'node-2', kind: 'rw' }],
  });
  expect(readVolumeNotes(removeNodeNotes(all, 'node-2'))).toMatchObject({
    readOnlyNodes: ['node-1'],
    formatter: '-',
    shared: [{ node: 'node-1', kind: 'rw' }],
  });
});

test.each([
  'twinsite/1 from volume %zz',
  'twinsite/1 shared ro',
  'twinsite/1 shared all node-1',
  'twinsite/1 delete now',
  'twinsite/2 shared ro',
  'twinsite/1 formatter a b',
])('a line that was not written by this driver is no note: %s', (line) => {
  expect(readVolumeNotes(line)).toEqual(readVolumeNotes(''));
  expect(removeNodeNotes(line, 'a')).toBe(line);
});

test('a snapshot id survives its text, and only the exact form is one', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 60n }), fc.string({ maxLength: 60 }), (number, word) => {
      const name = parseSnapshotName(word, 'name');
      if (!name.ok) return;
      const id = number.toString();
      expect(parseSnapshotHandle(formatSnapshotHandle({ id, name: name.value }))).toEqual({
        ok: true,
        value: { id, name: name.value },
      });
    }),
  );
  for (const other of [
    '',
    'csi-iscsi-snap--x',
    'csi-iscsi-snap-1-',
    'csi-iscsi-snap-x-y',
    'snap-1-x',
    'csi-iscsi-snap-1',
  ])
    expect(parseSnapshotHandle(other), other).toMatchObject({
      ok: false,
      problem: { kind: 'snapshot-missing' },
    });
});

test('what the class said of a snapshot is read back; a foreign one may be used', () => {
  for (const flatten of [true, false, undefined])
    for (const use of [true, false])
      expect(readSnapshotNotes(describeSnapshot('s', { flatten, use }))).toEqual({ flatten, use });
  expect(readSnapshotNotes('made by hand')).toEqual({ flatten: undefined, use: true });
});
