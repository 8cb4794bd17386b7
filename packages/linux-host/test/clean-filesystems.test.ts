import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import type { FsType } from '@twinsite/domain';
import { describe, expect, test } from 'vitest';
import { mkfsCommand } from '../src/filesystem/mkfs-command.js';
import { extDirt, xfsSize } from '../src/filesystem/superblock.js';
import { parseDataSize, parseLogState } from '../src/filesystem/xfs-output.js';
import { bytes } from '@twinsite/domain';
import { golden } from './golden.js';
import { DEVICE, machine, MIB, never, plain, problemOf, valueOf } from './support.js';

const head = (name: string): Uint8Array => gunzipSync(Buffer.from(golden(name), 'base64'));

describe('output of real tools', () => {
  test.each(['ext4', 'ext3'])('the superblock of a mounted %s asks for a replay', (type) => {
    expect(extDirt(head(`${type}-mounted-head.txt`))).toBe('its journal has not been replayed');
  });

  test('the superblock of a new ext4 does not', () => {
    expect(extDirt(head('mke2fs-head.txt'))).toBeUndefined();
  });

  test.each([
    [0x3, 'its superblock notes errors'],
    [0x0, 'its superblock does not call it clean'],
  ])('state %i of a superblock is told', (state, told) => {
    const superblock = head('mke2fs-head.txt');
    new DataView(superblock.buffer, superblock.byteOffset).setUint16(1024 + 0x3a, state, true);
    expect(extDirt(superblock)).toBe(told);
  });

  test.each(['clean', 'dirty'])('xfs_logprint of a %s log', (state) => {
    expect(parseLogState(golden(`xfs-logprint-${state}.txt`))).toBe(state);
  });

  test('xfs_growfs -n tells the size of the data section', () => {
    expect(parseDataSize(golden('xfs-growfs-n.txt'))).toBe(102400n * 4096n);
  });

  test('anything else is no answer, and never "clean"', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(parseLogState(text)).toBeUndefined();
        expect(parseDataSize(text)).toBeUndefined();
      }),
    );
    expect(parseLogState('    log tail: 2 head: 2 state: <CLE')).toBeUndefined();
  });
});

describe.each<FsType>(['ext4', 'ext3', 'xfs'])('%s', (fsType) => {
  const mounted = async (flags: readonly string[] = []) => {
    const parts = machine(BigInt(400 * MIB));
    const { host, wait } = parts;
    valueOf(await wait(host.filesystems.format(DEVICE, plain(fsType), never)));
    const mount = { device: DEVICE, path: '/mnt', fsType, flags };
    valueOf(await wait(host.mounts.mount(mount, never)));
    return { ...parts, isClean: () => wait(host.filesystems.proveClean(DEVICE, fsType, never)) };
  };

  test('in use needs a replay, and nothing is written to find that out', async () => {
    const { isClean, disk } = await mounted();
    disk.write = () => Promise.reject(new Error('written'));
    expect(problemOf(await isClean())).toMatchObject({ kind: 'filesystem-dirty', device: DEVICE });
  });

  test('that was unmounted is clean', async () => {
    const { isClean, host, wait } = await mounted();
    valueOf(await wait(host.mounts.unmount('/mnt', never)));
    valueOf(await isClean());
  });

  test('on a disk that cannot be read is never called clean', async () => {
    const { isClean, disk } = await mounted();
    disk.broken = true;
    expect(problemOf(await isClean()).kind).toBe('tool-failed');
  });
});

describe('xfs_logprint', () => {
  const xfs = async () => {
    const parts = machine(BigInt(400 * MIB));
    valueOf(await parts.wait(parts.host.filesystems.format(DEVICE, plain('xfs'), never)));
    const isClean = () => parts.wait(parts.host.filesystems.proveClean(DEVICE, 'xfs', never));
    return { ...parts, isClean };
  };

  test('that is not installed is named with its package', async () => {
    const { linux, isClean } = await xfs();
    linux.faults.set('xfs_logprint', { kind: 'missing' });
    expect(problemOf(await isClean())).toEqual({
      kind: 'tool-missing',
      tool: 'xfs_logprint',
      package: 'xfsprogs',
    });
  });

  test('that says nothing of the log is a failure, not a clean log', async () => {
    const { linux, isClean } = await xfs();
    linux.faults.set('xfs_logprint', { kind: 'fails', exitCode: 0, stderr: 'contains a mounted filesystem' });
    expect(problemOf(await isClean())).toMatchObject({ kind: 'tool-failed', tool: 'xfs_logprint' });
  });
});

describe('an xfs that grew while mounted', () => {
  async function grownTo(mib: number) {
    const { host, linux, disk, wait } = machine(BigInt(512 * MIB));
    Object.assign(disk, { sizeBytes: BigInt(400 * MIB) });
    valueOf(await wait(host.filesystems.format(DEVICE, plain('xfs'), never)));
    valueOf(await wait(host.mounts.mount({ device: DEVICE, path: '/mnt', fsType: 'xfs', flags: [] }, never)));
    Object.assign(disk, { sizeBytes: BigInt(mib * MIB) });
    return {
      linux,
      grow: () => wait(host.filesystems.grow(DEVICE, 'xfs', '/mnt', never)),
      sizeOnDisk: () => xfsSize(disk.content.read(0, 4096)),
    };
  }

  test('never has its new size in the log alone: a crash or snapshot of that moment could not be mounted again', async () => {
    const { linux, grow, sizeOnDisk } = await grownTo(512);
    valueOf(await grow());
    expect(sizeOnDisk()).toBe(BigInt(512 * MIB));
    const children = linux.launcher.log.filter(({ tool }) => tool === 'xfs_io').length;
    valueOf(await grow());
    expect(linux.launcher.log.filter(({ tool }) => tool === 'xfs_io')).toHaveLength(children);
  });

  test('is settled by the next call when the driver died between the growth and the freeze', async () => {
    const { linux, grow, sizeOnDisk } = await grownTo(512);
    linux.faults.set('xfs_io', { kind: 'fails', exitCode: 137, stderr: '' }, 1);
    expect(problemOf(await grow())).toMatchObject({ kind: 'tool-failed', tool: 'xfs_io', exitCode: 137 });
    expect(sizeOnDisk()).toBe(BigInt(399 * MIB));
    valueOf(await grow());
    expect(sizeOnDisk()).toBe(BigInt(512 * MIB));
  });
});

describe('options of a class for mkfs', () => {
  const size = bytes(64 * MIB);
  const line = (fsType: FsType, ...options: string[]) =>
    mkfsCommand(DEVICE, { fsType, options }, size).args.join(' ');

  test('come after ours and before the device', () => {
    expect(line('ext4', '-b', '4096', '-m', '1')).toBe(
      '-q -m 0 -E lazy_itable_init=1,nodiscard -b 4096 -m 1 /dev/vda 64512k',
    );
    expect(line('xfs', '-i', 'size=1024')).toBe('-q -f -K -d size=66060288 -i size=1024 /dev/vda');
  });

  test.each([
    ['stride=16', 'lazy_itable_init=1,nodiscard,stride=16'],
    ['lazy_itable_init=0,discard', 'lazy_itable_init=0,discard'],
  ])('-E %s is one list with ours, of which mke2fs hears only the last', (given, all) => {
    expect(line('ext4', '-E', given, '-I', '512')).toBe(`-q -m 0 -E ${all} -I 512 /dev/vda 64512k`);
  });
});
