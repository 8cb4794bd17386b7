import fc from 'fast-check';
import { planNfsMountOptions } from '@twinsite/domain';
import { describe, expect, test } from 'vitest';

const field = 'volume_capability.mount.mount_flags';
const plan = (flags: readonly string[], readOnly = false) => planNfsMountOptions({ flags, readOnly, field });
const optionsOf = (flags: readonly string[], readOnly = false): readonly string[] => {
  const planned = plan(flags, readOnly);
  return planned.ok ? planned.value.options : [];
};

describe('mount options of an NFS volume', () => {
  test('without any it is mounted as the article says, hard, and with a superblock of its own', () => {
    expect(optionsOf([])).toEqual(['vers=3', 'proto=tcp', 'hard', 'nosharecache']);
    expect(optionsOf(['_netdev', 'nofail'], true)).toEqual([
      'ro',
      'vers=3',
      'proto=tcp',
      'hard',
      'nosharecache',
    ]);
  });

  test.each([
    ['vers=3', 'vers=3'],
    ['vers=4', 'vers=4'],
    ['nfsvers=4.0', 'vers=4.0'],
    ['v4.1', 'vers=4.1'],
  ])('%s is the version %s', (word, version) => {
    expect(optionsOf([word])).toContain(version);
  });

  test('soft is only had by name, and is told', () => {
    expect(plan(['soft,timeo=50'])).toMatchObject({ ok: true, value: { isSoft: true } });
    expect(optionsOf(['soft'])).not.toContain('hard');
    expect(plan(['hard'])).toMatchObject({ ok: true, value: { isSoft: false } });
  });

  test('over IPv6 the transport may be named so', () => {
    expect(optionsOf(['proto=tcp6', 'noatime'])).toEqual([
      'vers=3',
      'proto=tcp6',
      'hard',
      'nosharecache',
      'noatime',
    ]);
  });

  test.each([
    [['vers=5'], 'vers=5', false],
    [['vers=4.2'], 'vers=4.2', false],
    [['vers=3', 'nfsvers=4'], 'nfsvers=4', false],
    [['vers=3,vers=3'], 'vers=3', false],
    [['v3', 'vers=4.1'], 'vers=4.1', false],
    [['minorversion=1'], 'minorversion=1', false],
    [['soft', 'hard'], 'soft', false],
    [['lock,nolock'], 'lock', false],
    [['ac', 'noac'], 'ac', false],
    [['bg'], 'bg', false],
    [['proto=udp'], 'proto=udp', false],
    [['udp'], 'udp', false],
    [['sharecache'], 'sharecache', false],
    [['addr=10.0.0.9'], 'addr=10.0.0.9', false],
    [['ro'], 'ro', false],
    [['rw'], 'rw', true],
    [['remount'], 'remount', true],
    [['bind'], 'bind', false],
  ])('%j is refused by the name of the word', (flags, value, readOnly) => {
    expect(plan(flags, readOnly)).toMatchObject({ problem: { kind: 'invalid-request', field, value } });
  });

  test('whatever a class says: one version, one transport, never both hard and soft, never both ro and rw', () => {
    const word = fc.constantFrom(
      'ro',
      'rw',
      'hard',
      'soft',
      'vers=3',
      'vers=4.1',
      'v4',
      'proto=tcp',
      'tcp',
      'noatime',
      'lock',
      'nolock',
      'constructor',
      'x-a',
      '_netdev',
      'sharecache',
      'nosharecache',
      'fg',
      'bg',
    );
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), fc.boolean(), (flags, readOnly) => {
        const options = optionsOf(flags, readOnly);
        if (options.length === 0) return;
        const count = (pattern: RegExp) => options.filter((option) => pattern.test(option)).length;
        expect([count(/^vers=/), count(/^proto=/), count(/^(hard|soft)$/), count(/^nosharecache$/)]).toEqual([
          1, 1, 1, 1,
        ]);
        expect([count(/^ro$/), count(/^rw$/)]).toEqual([readOnly ? 1 : 0, 0]);
      }),
    );
  });
});
