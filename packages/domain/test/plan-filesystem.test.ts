import { bytes, GIB, parseNaa, planFilesystem, type FsType } from '@twinsite/domain';
import { expect, test } from 'vitest';

const naa = parseNaa(`6${'0'.repeat(31)}`);

const plan = (wanted: FsType, found: string) => {
  if (naa === undefined) throw new Error('unusable identity');
  const reading = { blank: false, fsType: found, intent: undefined, evidence: '', size: bytes(GIB) };
  return planFilesystem({ device: '/dev/dm-0', naa, wanted, origin: 'new', reading });
};

/** mount(8) -t ext3 of an ext4 file system ends with 32, "wrong fs type", for ever (Linux 6.18, tried). */
test.each<[FsType, string]>([
  ['ext3', 'ext4'],
  ['ext4', 'ext3'],
  ['ext4', 'xfs'],
])('a disk that is wanted as %s and holds %s is refused, once and with both names', (wanted, found) => {
  expect(plan(wanted, found)).toMatchObject({ problem: { kind: 'filesystem-differs', wanted, found } });
});

test.each<FsType>(['ext3', 'ext4', 'xfs'])('%s is mounted as what it is', (fsType) => {
  expect(plan(fsType, fsType)).toEqual({ ok: true, value: { step: 'mount' } });
});
