import fc from 'fast-check';
import { expect, test } from 'vitest';
import { escapeMountPath, isReadOnly, parseMountinfo } from '../src/index.js';
import { golden } from './golden.js';

test('reads the table of a real kernel', () => {
  const mounts = parseMountinfo(golden('mountinfo.txt'));
  expect(mounts.map(({ path, fsType, source }) => [path, fsType, source])).toEqual([
    ['/proc', 'proc', 'proc'],
    ['/dev', 'devtmpfs', 'devtmpfs'],
    ['/tmp/a b\\c', 'tmpfs', 'x y'],
    ['/tmp/ro', 'tmpfs', 'tmpfs'],
    ['/tmp/ro', 'devtmpfs', 'devtmpfs'],
  ]);
  expect(mounts.map(isReadOnly)).toEqual([false, false, false, true, false]);
  expect(mounts[4]?.root).toBe('/null');
});

test('a path comes back from the escaping of the kernel, whatever characters it has (H32)', () => {
  const characters = fc.constantFrom(' ', '\t', '\n', '\\', '0', '4', '1', '3', '/', 'ä', 'x', '#');
  const paths = fc.string({ unit: characters, minLength: 1, maxLength: 30 });
  fc.assert(
    fc.property(paths, (path) => {
      const line = `36 35 98:0 / ${escapeMountPath(path)} rw shared:1 - ext4 /dev/sda rw`;
      expect(parseMountinfo(`${line}\n`).map((mount) => mount.path)).toEqual([path]);
    }),
  );
});

test('lines that are no mounts are left out, the rest is read', () => {
  expect(
    parseMountinfo('\ngarbage\n1 2 3:4 / /x rw - ext4\n36 35 98:0 / /y rw - ext4 /dev/sda rw\n'),
  ).toHaveLength(1);
});

test('never throws', () => {
  fc.assert(fc.property(fc.string(), (text) => Array.isArray(parseMountinfo(text))));
});
