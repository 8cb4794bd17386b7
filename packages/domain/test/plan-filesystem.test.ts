import { bytes, GIB, parseNaa, planFilesystem, type DiskReading, type FsType } from '@twinsite/domain';
import { describe, expect, test } from 'vitest';

const naa = parseNaa(`6${'0'.repeat(31)}`);

const plan = (wanted: FsType, found: Partial<DiskReading>, mayFormat = true) => {
  if (naa === undefined) throw new Error('unusable identity');
  const nothing = { blank: false, fsType: undefined, intent: undefined, evidence: '', size: bytes(GIB) };
  const reading = { ...nothing, ...found };
  return planFilesystem({ device: '/dev/dm-0', naa, wanted, origin: 'new', mayFormat, reading });
};

/** mount(8) -t ext3 of an ext4 file system ends with 32, "wrong fs type", for ever (Linux 6.18, tried). */
test.each<[FsType, string]>([
  ['ext3', 'ext4'],
  ['ext4', 'ext3'],
  ['ext4', 'xfs'],
])('a disk that is wanted as %s and holds %s is refused, once and with both names', (wanted, found) => {
  expect(plan(wanted, { fsType: found })).toMatchObject({
    problem: { kind: 'filesystem-differs', wanted, found },
  });
});

test.each<FsType>(['ext3', 'ext4', 'xfs'])('%s is mounted as what it is', (fsType) => {
  expect(plan(fsType, { fsType })).toEqual({ ok: true, value: { step: 'mount' } });
});

describe('a node that may not format', () => {
  const elsewhere = { problem: { kind: 'format-elsewhere', device: '/dev/dm-0' } };

  test('waits before a blank disk, and before one that another node is formatting', () => {
    expect(plan('ext4', { blank: true }, false)).toMatchObject(elsewhere);
    if (naa === undefined) throw new Error('unusable identity');
    const intent = { naa, fsType: 'ext4' };
    expect(plan('ext4', { intent }, false)).toMatchObject(elsewhere);
    expect(plan('ext4', { intent, fsType: 'ext4' }, false), 'the record goes last').toMatchObject(elsewhere);
  });

  test('mounts what is finished, and is refused foreign data like any other', () => {
    expect(plan('ext4', { fsType: 'ext4' }, false)).toMatchObject({ value: { step: 'mount' } });
    expect(plan('ext4', { evidence: 'MZ' }, false)).toMatchObject({ problem: { kind: 'disk-not-blank' } });
  });
});
