import { bytes } from '@twinsite/domain';
import { describe, expect, test } from 'vitest';
import { mkfsCommand } from '../src/filesystem/mkfs-command.js';
import { DEVICE, machine, MIB, never, plain, problemOf, valueOf } from './support.js';

describe('the mkfs command', () => {
  const size = bytes(64 * MIB + 512);
  test('for ext4 leaves out the last MiB and never forces', () => {
    const { tool, args } = mkfsCommand(DEVICE, plain('ext4'), size);
    expect([tool, ...args].join(' ')).toBe(
      'mkfs.ext4 -q -m 0 -E lazy_itable_init=1,nodiscard /dev/vda 64512k',
    );
  });

  test('for xfs leaves out the last MiB', () => {
    const { tool, args } = mkfsCommand(DEVICE, plain('xfs'), size);
    expect([tool, ...args].join(' ')).toBe('mkfs.xfs -q -f -K -d size=66060288 /dev/vda');
  });
});

describe('a format', () => {
  test('that the caller leaves goes on, and the next call joins it', async () => {
    const { host, linux, clock, wait } = machine();
    linux.faults.set('mkfs.ext4', { kind: 'hangs', unkillable: false }, 1);
    const caller = new AbortController();
    const first = host.filesystems.format(DEVICE, plain('ext4'), caller.signal);
    await clock.advance(1000);
    caller.abort();
    expect(problemOf(await wait(first))).toMatchObject({ kind: 'pending', operation: 'mkfs.ext4' });
    const second = host.filesystems.format(DEVICE, plain('ext4'), never);
    await clock.advance(1000);
    expect(linux.launcher.log.filter(({ tool }) => tool === 'mkfs.ext4')).toHaveLength(1);
    expect(problemOf(await wait(second))).toMatchObject({ kind: 'tool-hung', afterMs: 600_000 });
  });

  test('of a mounted disk is refused by the tool', async () => {
    const { host, wait } = machine();
    valueOf(await wait(host.filesystems.format(DEVICE, plain('ext4'), never)));
    const mount = { device: DEVICE, path: '/mnt', fsType: 'ext4', flags: [] };
    valueOf(await wait(host.mounts.mount(mount, never)));
    const problem = problemOf(await wait(host.filesystems.format(DEVICE, plain('ext4'), never)));
    expect(problem).toMatchObject({ kind: 'tool-failed', tool: 'mkfs.ext4' });
  });

  test('too small for xfs says why in the words of the tool', async () => {
    const { host, wait } = machine();
    const problem = problemOf(await wait(host.filesystems.format(DEVICE, plain('xfs'), never)));
    expect(problem).toMatchObject({ detail: 'Filesystem must be larger than 300MB.' });
  });
});

describe('a check', () => {
  test.each([0, 1, 2])('that ends with %i has repaired what there was', async (exitCode) => {
    const { host, linux, wait } = machine();
    linux.faults.set('e2fsck', { kind: 'fails', exitCode, stderr: '' });
    expect(await wait(host.filesystems.check(DEVICE, 'ext4', never))).toEqual({ ok: true, value: undefined });
  });

  test('that takes longer than its caller waits is not killed, and the next call joins it (H25)', async () => {
    const { host, linux, clock, wait } = machine();
    linux.faults.set('e2fsck', { kind: 'hangs', unkillable: false }, 1);
    const caller = new AbortController();
    const first = host.filesystems.check(DEVICE, 'ext4', caller.signal);
    await clock.advance(120_000);
    caller.abort();
    expect(problemOf(await wait(first))).toMatchObject({ kind: 'pending', operation: 'e2fsck' });
    const second = host.filesystems.check(DEVICE, 'ext4', never);
    await clock.advance(1000);
    expect(linux.launcher.log.filter(({ tool }) => tool === 'e2fsck')).toHaveLength(1);
    expect(problemOf(await wait(second)), 'and it ends').toMatchObject({ kind: 'tool-hung' });
  });

  test('that needs a human is a problem', async () => {
    const { host, linux, wait } = machine();
    linux.faults.set('e2fsck', {
      kind: 'fails',
      exitCode: 4,
      stderr: 'UNEXPECTED INCONSISTENCY; RUN fsck MANUALLY.',
    });
    expect(problemOf(await wait(host.filesystems.check(DEVICE, 'ext4', never)))).toMatchObject({
      exitCode: 4,
    });
  });

  test('of xfs runs nothing: it is never repaired by itself (H25)', async () => {
    const { host, linux, wait } = machine();
    valueOf(await wait(host.filesystems.check(DEVICE, 'xfs', never)));
    expect(linux.launcher.log).toEqual([]);
  });
});

describe('growing', () => {
  test.each(['ext4', 'ext3'] as const)(
    '%s that only leaves out the last MiB is not grown',
    async (fsType) => {
      const { host, linux, wait } = machine();
      valueOf(await wait(host.filesystems.format(DEVICE, plain(fsType), never)));
      valueOf(await wait(host.filesystems.grow(DEVICE, fsType, '/mnt', never)));
      expect(linux.launcher.log.map(({ tool }) => tool)).not.toContain('resize2fs');
    },
  );

  test.each([
    ['ext4', 'resize2fs'],
    ['xfs', 'xfs_growfs'],
  ] as const)('%s on a disk that became larger runs %s and proves the new size', async (fsType, tool) => {
    const { host, linux, disk, wait } = machine(BigInt(512 * MIB));
    Object.assign(disk, { sizeBytes: BigInt(400 * MIB) });
    valueOf(await wait(host.filesystems.format(DEVICE, plain(fsType), never)));
    valueOf(await wait(host.mounts.mount({ device: DEVICE, path: '/mnt', fsType, flags: [] }, never)));
    Object.assign(disk, { sizeBytes: BigInt(512 * MIB) });
    valueOf(await wait(host.filesystems.grow(DEVICE, fsType, '/mnt', never)));
    expect(linux.launcher.log.map((child) => child.tool)).toContain(tool);
    const usage = valueOf(await wait(host.mounts.usage('/mnt', never)));
    expect(usage).toMatchObject({ kind: 'filesystem', usage: { bytes: { total: BigInt(512 * MIB) } } });
  });

  test('a tool that says yes and grows nothing is not believed', async () => {
    const { host, linux, disk, wait } = machine(BigInt(512 * MIB));
    Object.assign(disk, { sizeBytes: BigInt(400 * MIB) });
    valueOf(await wait(host.filesystems.format(DEVICE, plain('ext4'), never)));
    Object.assign(disk, { sizeBytes: BigInt(512 * MIB) });
    linux.faults.set('resize2fs', { kind: 'fails', exitCode: 0, stderr: '' });
    const problem = problemOf(await wait(host.filesystems.grow(DEVICE, 'ext4', '/mnt', never)));
    expect(problem).toMatchObject({ kind: 'tool-failed', tool: 'resize2fs' });
  });
});
