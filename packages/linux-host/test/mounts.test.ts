import { ok } from '@twinsite/domain';
import { describe, expect, test } from 'vitest';
import { MountTable, type HostFiles } from '../src/index.js';
import { DEVICE, machine, never, plain, problemOf, valueOf, type Machine } from './support.js';

async function staged(): Promise<Machine> {
  const made = machine();
  const { host, wait } = made;
  valueOf(await wait(host.filesystems.format(DEVICE, plain('ext4'), never)));
  valueOf(
    await wait(host.mounts.mount({ device: DEVICE, path: '/stage', fsType: 'ext4', flags: [] }, never)),
  );
  return made;
}

describe('a bind', () => {
  test('that is read-only is so from its first moment, in one call', async () => {
    const { host, linux, wait } = await staged();
    const request = { source: '/stage', path: '/pod', kind: 'directory', readOnly: true } as const;
    valueOf(await wait(host.mounts.bind(request, never)));
    expect(valueOf(await wait(host.mounts.at('/pod', never)))).toMatchObject([
      { readOnly: true, fsType: 'ext4' },
    ]);
    const mounts = linux.launcher.log
      .filter(({ tool }) => tool === 'mount')
      .map(({ args }) => args.join(' '));
    expect(mounts.at(-1)).toBe('-o bind,ro -- /stage /pod');
    await expect(linux.mountedFile('/pod/log').appendRecord(new Uint8Array(1))).rejects.toThrow('Read-only');
  });

  test('of a device node is measured as a device', async () => {
    const { host, wait } = machine();
    const request = { source: DEVICE, path: '/pod/block', kind: 'device', readOnly: false } as const;
    valueOf(await wait(host.mounts.bind(request, never)));
    expect(valueOf(await wait(host.mounts.usage('/pod/block', never)))).toEqual({
      kind: 'device',
      size: 67_108_864n,
    });
    valueOf(await wait(host.mounts.unmount('/pod/block', never)));
    valueOf(await wait(host.mounts.removePath('/pod/block', never)));
  });

  test('of a source that is not there says so', async () => {
    const { host, wait } = machine();
    const request = { source: '/gone', path: '/pod', kind: 'directory', readOnly: false } as const;
    expect(problemOf(await wait(host.mounts.bind(request, never)))).toMatchObject({
      tool: 'mount',
      exitCode: 32,
    });
  });
});

describe('an unmount', () => {
  test('takes one layer of several, the topmost', async () => {
    const { host, wait } = await staged();
    const again = { device: DEVICE, path: '/stage', fsType: 'ext4', flags: ['ro'] };
    valueOf(await wait(host.mounts.mount(again, never)));
    const layers = valueOf(await wait(host.mounts.at('/stage/', never)));
    expect(layers.map(({ readOnly }) => readOnly)).toEqual([false, true]);
    valueOf(await wait(host.mounts.unmount('/stage', never)));
    expect(valueOf(await wait(host.mounts.at('/stage', never)))).toMatchObject([{ readOnly: false }]);
  });

  test('of a path in use names its holders and leaves it mounted', async () => {
    const { host, linux, wait } = await staged();
    linux.mounts.busy.add('/stage');
    linux.trees.push(() => [
      ['/proc/77/comm', { kind: 'file', content: 'postgres\n' }],
      ['/proc/77/fd/3', { kind: 'link', target: '/stage/data' }],
      ['/proc/78/cwd', { kind: 'link', target: '/stages' }],
    ]);
    expect(problemOf(await wait(host.mounts.unmount('/stage', never)))).toEqual({
      kind: 'path-busy',
      path: '/stage',
      holders: ['postgres (pid 77)'],
    });
    expect(valueOf(await wait(host.mounts.at('/stage', never)))).toHaveLength(1);
  });

  test('of a path that was never there is success without a child', async () => {
    const { host, linux, wait } = machine();
    valueOf(await wait(host.mounts.unmount('/nothing', never)));
    expect(linux.launcher.log).toEqual([]);
  });

  test('that hangs is given up and killed, and never made lazy (H24)', async () => {
    const { host, linux, wait } = await staged();
    linux.faults.set('umount', { kind: 'hangs', unkillable: true });
    const problem = problemOf(await wait(host.mounts.unmount('/stage', never)));
    expect(problem).toEqual({ kind: 'tool-hung', tool: 'umount', afterMs: 30_000, stuck: true });
  });
});

describe('usage', () => {
  test('of nothing is path-missing', async () => {
    const { host, wait } = machine();
    expect(problemOf(await wait(host.mounts.usage('/x', never)))).toEqual({
      kind: 'path-missing',
      path: '/x',
    });
  });

  test('of a dead file system is a hung child after 3 s, not a hung driver (H24)', async () => {
    const { host, linux, wait } = await staged();
    linux.faults.set('stat', { kind: 'hangs', unkillable: false });
    const problem = problemOf(await wait(host.mounts.usage('/stage', never)));
    expect(problem).toMatchObject({ kind: 'tool-hung', tool: 'stat -f /stage', afterMs: 3000 });
  });
});

test('xfs is never mounted without nouuid, since a clone has the uuid of its source (H9)', async () => {
  const { host, linux, wait } = machine(BigInt(400 * 1024 * 1024));
  valueOf(await wait(host.filesystems.format(DEVICE, plain('xfs'), never)));
  valueOf(
    await wait(host.mounts.mount({ device: DEVICE, path: '/x', fsType: 'xfs', flags: ['noatime'] }, never)),
  );
  expect(linux.launcher.log.at(-1)?.args.join(' ')).toBe('-t xfs -o noatime,nouuid -- /dev/vda /x');
});

test('without a mount table nothing is called unmounted', async () => {
  const { linux, host } = machine();
  const files: HostFiles = {
    ...methodsOf(linux.access.files),
    readBytes: (path, signal) =>
      path.endsWith('mountinfo')
        ? Promise.resolve(ok(undefined))
        : linux.access.files.readBytes(path, signal),
  };
  const table = new MountTable(files, host.devices, '/host/proc/1/mountinfo');
  expect(problemOf(await table.read(never))).toMatchObject({
    kind: 'host-io',
    path: '/host/proc/1/mountinfo',
    code: 'ENOENT',
  });
});

const methodsOf = (files: HostFiles): HostFiles => ({
  readBytes: (path, signal) => files.readBytes(path, signal),
  list: (path, signal) => files.list(path, signal),
  readLink: (path, signal) => files.readLink(path, signal),
  writeAttribute: (path, text, signal) => files.writeAttribute(path, text, signal),
});
