import { parseNaa } from '@twinsite/domain';
import { describe, expect, test } from 'vitest';
import { DEVICE, machine, MIB, never, plain, problemOf, valueOf } from './support.js';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

describe('a disk', () => {
  test('of zeros is blank', async () => {
    const { host, wait } = machine();
    const reading = valueOf(await wait(host.disks.probe(DEVICE, never)));
    expect(reading).toEqual({
      blank: true,
      fsType: undefined,
      intent: undefined,
      evidence: 'zeros, no signature',
      size: BigInt(64 * MIB),
    });
  });

  test.each([
    ['the first MiB', 4096, 'data at byte 4096'],
    ['the last MiB', 63 * MIB + 700_000, `data at byte ${63 * MIB + 700_000}`],
  ])('with foreign bytes in %s is not blank', async (_, offset, evidence) => {
    const { host, disk, wait } = machine();
    disk.content.write(offset, text('mine'));
    const reading = valueOf(await wait(host.disks.probe(DEVICE, never)));
    expect([reading.blank, reading.fsType]).toEqual([false, undefined]);
    expect(reading.evidence).toContain(evidence);
  });

  test('with an encrypted volume or a partition table is neither blank nor a file system', async () => {
    for (const [offset, bytes, evidence] of [
      [0, text('LUKS'), 'crypto_LUKS signature (blkid)'],
      [510, Uint8Array.of(0x55, 0xaa), 'dos partition table (blkid)'],
    ] as const) {
      const { host, disk, wait } = machine();
      disk.content.write(offset, bytes);
      const reading = valueOf(await wait(host.disks.probe(DEVICE, never)));
      expect(reading).toMatchObject({ blank: false, fsType: undefined, evidence });
    }
  });

  test('that cannot be read is never called blank, although blkid says "nothing" to it (H3)', async () => {
    const { host, disk, linux, wait } = machine();
    disk.broken = true;
    const problem = problemOf(await wait(host.disks.probe(DEVICE, never)));
    expect(problem).toMatchObject({ kind: 'tool-failed', exitCode: 1 });
    expect(linux.launcher.log.map(({ tool }) => tool)).not.toContain('wipefs');
  });

  test('that never answers is a hung tool, not a hung driver', async () => {
    const { host, disk, wait } = machine();
    disk.silent = true;
    const problem = problemOf(await wait(host.disks.probe(DEVICE, never)));
    expect(problem).toMatchObject({ kind: 'tool-hung', afterMs: 15_000, stuck: false });
  });

  test('that is not there is path-missing', async () => {
    const { host, wait } = machine();
    expect(problemOf(await wait(host.disks.probe('/dev/sdz', never)))).toEqual({
      kind: 'path-missing',
      path: '/dev/sdz',
    });
  });
});

test('what stands on a disk is read from the disk: no cache of udev is ever asked (H4)', async () => {
  const { host, linux, wait } = machine();
  valueOf(await wait(host.disks.probe(DEVICE, never)));
  const asked = linux.launcher.log.map(({ tool, args }) => `${tool} ${args[0] ?? ''}`);
  expect([...new Set(asked)].sort()).toEqual(['blkid -p', `dd if=${DEVICE}`, 'wipefs --no-act']);
});

test('an intent stands at the start of the last MiB, out of reach of mkfs.xfs, and nowhere else', async () => {
  const { host, disk, wait } = machine();
  const naa = parseNaa(`6${'0'.repeat(31)}`);
  if (naa === undefined) throw new Error('naa');
  valueOf(await wait(host.disks.recordIntent(DEVICE, { naa, fsType: 'xfs' }, never)));
  const last = new TextDecoder().decode(disk.content.read(63 * MIB, MIB));
  expect(last.replaceAll('\0', '')).toBe(`twinsite-format-intent 1 ${naa} xfs\n`);
  const reading = valueOf(await wait(host.disks.probe(DEVICE, never)));
  expect([reading.blank, reading.intent]).toEqual([false, { naa, fsType: 'xfs' }]);
  valueOf(await wait(host.disks.clearIntent(DEVICE, never)));
  expect(valueOf(await wait(host.disks.probe(DEVICE, never))).blank).toBe(true);
});

test.each(['dd', 'blkid', 'wipefs'])('without %s nothing is called blank', async (tool) => {
  const { host, linux, wait } = machine();
  linux.faults.set(tool, { kind: 'missing' });
  expect(problemOf(await wait(host.disks.probe(DEVICE, never)))).toMatchObject({
    kind: 'tool-missing',
    tool,
  });
});

test('the intent of xfs outlives an mkfs that is killed half way', async () => {
  const { host, linux, wait } = machine(512n * BigInt(MIB));
  const naa = parseNaa(`6${'0'.repeat(31)}`);
  if (naa === undefined) throw new Error('naa');
  valueOf(await wait(host.disks.recordIntent(DEVICE, { naa, fsType: 'xfs' }, never)));
  linux.faults.set('mkfs.xfs', { kind: 'dies-half-way' }, 1);
  expect(problemOf(await wait(host.filesystems.format(DEVICE, plain('xfs'), never)))).toMatchObject({
    exitCode: 137,
  });
  expect(valueOf(await wait(host.disks.probe(DEVICE, never))).intent).toEqual({ naa, fsType: 'xfs' });
});
