import fc from 'fast-check';
import { planMountOptions, type FsType } from '@twinsite/domain';
import { describe, expect, test } from 'vitest';

const field = 'volume_capability.mount.mount_flags';
const plan = (flags: readonly string[], readOnly = false, fsType: FsType = 'ext4') =>
  planMountOptions({ fsType, flags, readOnly, field });

describe('mount options of a class', () => {
  test('for fstab are left out, the others go on as they are, also several in one flag', () => {
    const flags = ['_netdev', 'noatime,nodiratime', 'nofail', 'x-systemd.automount', 'defaults', 'discard'];
    expect(plan(flags)).toEqual({ ok: true, value: ['noatime', 'nodiratime', 'discard'] });
  });

  test.each<[FsType, readonly string[]]>([
    ['ext3', ['ro', 'noload']],
    ['ext4', ['ro', 'noload']],
    ['xfs', ['ro', 'norecovery']],
  ])('of a read-only %s come behind the words that keep it from being written', (fsType, own) => {
    expect(plan(['_netdev', 'noatime', 'ro'], true, fsType)).toEqual({
      ok: true,
      value: [...own, 'noatime'],
    });
  });

  test.each([
    ['rw', true],
    ['ro', false],
    ['noload', false],
    ['norecovery', false],
    ['bind', false],
    ['remount', true],
    ['loop=/dev/loop0', false],
  ])('%s with readOnly %s contradicts the attachment and is refused by name', (word, readOnly) => {
    expect(plan(['noatime', word], readOnly)).toMatchObject({
      problem: { kind: 'invalid-request', field, value: word },
    });
  });

  test('never let a read-only volume be mounted for writing, nor another one without its journal', () => {
    const words = fc.constantFrom(
      'rw',
      'ro',
      'noload',
      'norecovery',
      '_netdev',
      'noatime',
      'rw,noatime',
      'discard',
    );
    const type = fc.constantFrom<FsType>('ext4', 'xfs');
    fc.assert(
      fc.property(fc.array(words), fc.boolean(), type, (flags, readOnly, fsType) => {
        const planned = plan(flags, readOnly, fsType);
        if (!planned.ok) return;
        expect(planned.value.includes('ro')).toBe(readOnly);
        expect(planned.value).not.toContain('rw');
        if (!readOnly) expect(planned.value.filter((word) => /^no(load|recovery)$/.test(word))).toEqual([]);
      }),
    );
  });
});
