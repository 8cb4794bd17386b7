import { describeProblem, never } from '@twinsite/domain';
import { escapeMountPath, parseMountinfo } from '@twinsite/linux-host';
import { describe, expect, test } from 'vitest';
import { sourceOfKernel } from '../src/mounts/kernel-source.js';
import { problemOf, tree, twoTrees, valueOf } from './support/two-trees.js';

const options = ['vers=3', 'hard', 'proto=tcp', 'nosharecache'];
const request = { source: tree('a'), path: '/staging', options };

describe('the source of a mount, as the kernel shows it', () => {
  test.each([
    ['10.7.9.1:/sdsfs/f/a', '10.7.9.1', '/sdsfs/f/a'],
    ['nas.example.com:/sdsfs/f/a/', 'nas.example.com', '/sdsfs/f/a'],
    ['[fd00::1]:/sdsfs/f', 'fd00::1', '/sdsfs/f'],
    ['fd00::1:/sdsfs/f', 'fd00::1', '/sdsfs/f'],
    ['[fe80::1%eth0]:/f', 'fe80::1%eth0', '/f'],
    ['host_1:/', 'host_1', '/'],
    ['host:/a:/b', 'host', '/a:/b'],
  ])('%s', (text, server, path) => expect(sourceOfKernel(text)).toEqual({ server, path }));

  test.each(['/dev/sda1', ':/x', 'tmpfs'])('%s is none', (text) =>
    expect(sourceOfKernel(text)).toBeUndefined(),
  );

  test('is decoded once: a backslash that stands in a name stays (H32)', () => {
    const source = '[fd00::1]:/sdsfs/a folder\\040/ä';
    const line = `36 1 0:45 / /mnt rw - nfs4 ${escapeMountPath(source)} rw,vers=4.1\n`;
    const [mount] = parseMountinfo(line);
    expect(sourceOfKernel(mount?.source ?? '')).toEqual({
      server: 'fd00::1',
      path: '/sdsfs/a folder\\040/ä',
    });
  });
});

describe('the list', () => {
  test('has NFS mounts of every version, and nothing else', async () => {
    const { node, nfs, wait } = twoTrees();
    valueOf(await wait(nfs.mounts.mount(request, never)));
    valueOf(await wait(nfs.mounts.mount({ ...request, path: '/four', options: ['vers=4.1'] }, never)));
    valueOf(await node.paths.makeDirectory('/x'));
    node.mounts.add({
      path: '/x',
      source: '10.7.9.1:/not/nfs',
      majorMinor: '0:9',
      root: '/',
      fsType: 'fuse.x',
      options: ['rw'],
      filesystem: undefined,
      node: undefined,
    });
    const listed = valueOf(await wait(nfs.mounts.list([], never)));
    expect(listed.map(({ path }) => path)).toEqual(['/staging', '/four']);
    expect(listed[0]?.options).toEqual(expect.arrayContaining(['vers=3', 'hard', 'nosharecache']));
  });

  test('knows a mount whose path has a space in it (H32)', async () => {
    const { nfs, wait } = twoTrees();
    const path = '/pods/a b\\c/mount';
    valueOf(await wait(nfs.mounts.mount({ ...request, path }, never)));
    expect(valueOf(await wait(nfs.mounts.unmount({ volume: 'v', path }, never)))).toEqual({ kind: 'gone' });
    expect(valueOf(await wait(nfs.mounts.list([], never)))).toEqual([]);
  });
});

describe('a mount', () => {
  test('is tried once: mount.nfs alone would go on for two minutes', async () => {
    const { node, nfs, wait } = twoTrees();
    valueOf(await wait(nfs.mounts.mount(request, never)));
    expect(node.launcher.log.map(({ tool, args }) => [tool, ...args].join(' '))).toEqual([
      'mount -t nfs -o vers=3,hard,proto=tcp,nosharecache,retry=0 -- 10.7.9.1:/sdsfs/folder/a /staging',
    ]);
  });

  test('of an IPv6 server has brackets on the command line and none in the list', async () => {
    const { fabric, node, nfs, wait } = twoTrees();
    const source = tree('a', 'fd00::1');
    fabric.add('fd00::1').add(source.path);
    valueOf(await wait(nfs.mounts.mount({ ...request, source }, never)));
    expect(node.launcher.log.at(-1)?.args).toContain('[fd00::1]:/sdsfs/folder/a');
    expect(valueOf(await wait(nfs.mounts.list([], never)))[0]?.source).toEqual(source);
  });

  test('whose caller gives up is cancelled, and its child killed', async () => {
    const { server, host, nfs, clock, wait } = twoTrees();
    server.link.cut();
    const caller = new AbortController();
    const going = nfs.mounts.mount(request, caller.signal);
    await clock.advance(1000);
    caller.abort();
    expect(problemOf(await wait(going)).kind).toBe('cancelled');
    expect(host.children().alive).toBe(0);
  });

  test('of a server that answers no is refused by what it says', async () => {
    const { server, node, nfs, wait } = twoTrees();
    const refused = async (change: Partial<typeof request> = {}): Promise<string> =>
      describeProblem(problemOf(await wait(nfs.mounts.mount({ ...request, ...change }, never))));
    server.exports.get(request.source.path)?.allowed.add('node-2');
    expect(await refused()).toMatch(
      /^10.7.9.1:\/sdsfs\/folder\/a is not exported to this node; .*access denied by server/,
    );
    server.versions.delete('4.1');
    expect(await refused({ source: tree('b'), options: ['vers=4.1'] })).toMatch(
      /not served in the NFS version/,
    );
    node.client.hasStatd = false;
    expect(await refused()).toMatch(/needs rpc.statd on this node/);
    server.listens = false;
    expect(await refused({ options: ['vers=4.2'] })).toMatch(/no NFS server listens now/);
    expect(await refused({ source: tree('a', '10.9.9.9'), options: ['vers=4.2'] })).toMatch(
      /had no answer within/,
    );
    expect(node.mounts.all()).toEqual([]);
  });
});

describe('a read-only bind', () => {
  test('that a mount(8) left writable is taken off again', async () => {
    const { node, nfs, wait } = twoTrees();
    valueOf(await wait(nfs.mounts.mount(request, never)));
    const inner = node.programs.get('mount');
    node.programs.set('mount', (call) => {
      const args = call.args.map((arg) => (arg === 'bind,ro' ? 'bind' : arg));
      return inner === undefined ? Promise.reject(new Error('no mount')) : inner({ ...call, args });
    });
    const bind = { from: request.path, path: '/pod', readOnly: true };
    expect(problemOf(await wait(nfs.mounts.bind(bind, never)))).toMatchObject({ kind: 'tool-failed' });
    expect(node.mounts.all().map(({ path }) => path)).toEqual([request.path]);
  });

  test('of what is not mounted runs nothing', async () => {
    const { node, nfs, wait } = twoTrees();
    const bind = { from: '/nothing', path: '/pod', readOnly: true };
    expect(problemOf(await wait(nfs.mounts.bind(bind, never)))).toEqual({
      kind: 'path-missing',
      path: '/nothing',
    });
    expect([node.launcher.log, node.paths.exists('/pod')]).toEqual([[], false]);
  });
});

test('usage of a volume whose last look still hangs is answered without one more child', async () => {
  const { node, host, nfs, wait } = twoTrees();
  valueOf(await wait(nfs.mounts.mount(request, never)));
  node.faults.set('stat', { kind: 'hangs', unkillable: true }, 1);
  for (let look = 0; look < 3; look += 1)
    expect(problemOf(await wait(nfs.mounts.usage(request.path, never)))).toMatchObject({
      kind: 'server-silent',
    });
  expect(host.children()).toEqual({ alive: 1, stuck: 1 });
});
