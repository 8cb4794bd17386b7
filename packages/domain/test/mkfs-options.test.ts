import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseMkfsOptions } from '@twinsite/domain';

test.each([
  [
    'ext4',
    '-m 0 -E lazy_itable_init=0,nodiscard -O ^64bit',
    ['-m', '0', '-E', 'lazy_itable_init=0,nodiscard', '-O', '^64bit'],
  ],
  ['ext3', ' -b 4096\t-i 16384 ', ['-b', '4096', '-i', '16384']],
  [
    'xfs',
    '-K -m reflink=0 -d su=64k,sw=4 -i size=512',
    ['-K', '-m', 'reflink=0', '-d', 'su=64k,sw=4', '-i', 'size=512'],
  ],
  ['xfs', '', []],
] as const)('%s takes %j', (fsType, text, words) => {
  expect(parseMkfsOptions(fsType, text)).toEqual({ ok: true, value: words });
});

test.each([
  ['ext4', '-F'],
  ['ext4', '-m 0 -m 1'],
  ['ext4', '-m'],
  ['ext4', '-m 90'],
  ['ext4', '-O ^has_journal'],
  ['ext4', '-J device=/dev/sda'],
  ['ext4', '-E stride=4,stride=8'],
  ['ext4', '-d /etc'],
  ['ext4', '/dev/sda'],
  ['ext4', '-m0'],
  ['ext4', '-E lazy_itable_init=0;reboot'],
  ['ext3', '-O extent'],
  ['ext3', '-O 64bit'],
  ['xfs', '-f'],
  ['xfs', '-l logdev=/dev/sda'],
  ['xfs', '-d file=1,name=/tmp/x'],
  ['xfs', '-b size=65536'],
  ['xfs', '-p proto'],
] as const)('%s refuses %j and says what is allowed', (fsType, text) => {
  const refused = parseMkfsOptions(fsType, text);
  expect(refused).toMatchObject({
    ok: false,
    problem: { kind: 'invalid-request', field: 'parameters["mkfsOptions"]' },
  });
});

test('no text reaches mkfs but flags of the table and values without slash, quote or dollar', () => {
  const word = fc.oneof(
    fc.constantFrom('-m', '-E', '-O', '-b', '-K', '-d', '0', 'stride=4', 'size=4096'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.constantFrom('ext4', 'ext3', 'xfs'), fc.array(word), (fsType, words) => {
      const parsed = parseMkfsOptions(fsType, words.join(' '));
      if (!parsed.ok) return;
      for (const given of parsed.value) expect(given).toMatch(/^(-[a-zA-Z]|[a-z0-9=,^._]+)$/i);
      expect(parseMkfsOptions(fsType, parsed.value.join(' '))).toEqual(parsed);
    }),
  );
});
