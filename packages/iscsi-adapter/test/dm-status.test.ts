import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseMultipathStatus } from '../src/multipath/dm-status.js';
import { golden } from './golden.js';

test('reads the paths of a real map', () => {
  expect(parseMultipathStatus(golden('dmsetup-status.txt'))).toEqual([
    { majorMinor: '8:0', active: true },
    { majorMinor: '8:16', active: true },
  ]);
});

test('tells failed paths apart, in several groups and behind features and a hardware handler', () => {
  const line = '0 1024000 multipath 2 4 1 1 0 2 1 E 0 1 2 8:0 F 3 0 1 A 0 2 1 65:16 A 0 0 254:3 F 1 1';
  expect(parseMultipathStatus(line)).toEqual([
    { majorMinor: '8:0', active: false },
    { majorMinor: '65:16', active: true },
    { majorMinor: '254:3', active: false },
  ]);
});

test('another target is no multipath map', () => {
  expect(parseMultipathStatus('0 1024000 linear 254:0 2048')).toBeUndefined();
  expect(parseMultipathStatus('')).toBeUndefined();
});

test('comes back from whatever states the paths have', () => {
  const paths = fc.array(fc.record({ major: fc.nat(300), minor: fc.nat(5000), active: fc.boolean() }), {
    maxLength: 8,
  });
  fc.assert(
    fc.property(paths, (list) => {
      const words = list.map(({ major, minor, active }) => `${major}:${minor} ${active ? 'A' : 'F'} 0 0 1`);
      const line = `0 2048 multipath 2 0 0 0 1 1 A 0 ${list.length} 2 ${words.join(' ')}`;
      const wanted = list.map(({ major, minor, active }) => ({ majorMinor: `${major}:${minor}`, active }));
      expect(parseMultipathStatus(line)).toEqual(wanted);
    }),
  );
});
