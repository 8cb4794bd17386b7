import { never, type NfsMountRequest, type UnmountOutcome } from '@twinsite/domain';
import { describe, expect, test } from 'vitest';
import { problemOf, SERVER, tree, twoTrees, valueOf, type TwoTrees } from './support/two-trees.js';

const PATH = '/staging/globalmount';
const request: NfsMountRequest = {
  source: tree('a'),
  path: PATH,
  options: ['vers=3', 'hard', 'proto=tcp', 'nosharecache'],
};
const unmount = { volume: 'csi-nfs-vid-a', path: PATH };

async function mounted(options = request.options): Promise<TwoTrees> {
  const trees = twoTrees();
  valueOf(await trees.wait(trees.nfs.mounts.mount({ ...request, options }, never)));
  return trees;
}

const steps = ({ node }: TwoTrees): readonly string[] =>
  node.launcher.log.filter(({ tool }) => tool === 'umount').map(({ args }) => args.join(' '));

const dirty = ({ node }: TwoTrees): void => {
  for (const superblock of node.client.held()) superblock.isDirty = true;
};

const off = async (trees: TwoTrees): Promise<UnmountOutcome> =>
  valueOf(await trees.wait(trees.nfs.mounts.unmount(unmount, never)));

describe('the ladder', () => {
  test('of a healthy volume is one step, and says good-bye to a server of NFS 3', async () => {
    const trees = await mounted();
    expect(await off(trees)).toEqual({ kind: 'gone' });
    expect(steps(trees)).toEqual([`-c -- ${PATH}`]);
    expect(trees.node.leftovers()).toEqual([]);
  });

  test('does not force when only the good-bye hangs: unwritten data is still written (H24)', async () => {
    const trees = await mounted();
    trees.node.faults.set('umount', { kind: 'hangs', unkillable: false }, 1);
    dirty(trees);
    expect(await off(trees)).toEqual({ kind: 'gone' });
    expect(steps(trees)).toEqual([`-c -- ${PATH}`, `-i -c -- ${PATH}`]);
  });

  test('of a silent server with unwritten data forces nothing: the mount lingers until it is written', async () => {
    const trees = await mounted();
    const { clock, server, nfs, host, wait } = trees;
    dirty(trees);
    server.link.cut();
    const start = clock.now();
    expect(await off(trees)).toMatchObject({ kind: 'lazy', device: '0:40' });
    expect(clock.now() - start).toBeLessThan(45_000);
    expect(host.children()).toEqual({ alive: 1, stuck: 1 });
    expect(valueOf(await wait(nfs.lingering.list(never)))).toMatchObject([
      { volume: 'csi-nfs-vid-a', source: `${SERVER}:/sdsfs/folder/a`, device: '0:40' },
    ]);
    server.link.heal();
    await clock.advance(1000);
    expect(valueOf(await wait(nfs.lingering.list(never)))).toEqual([]);
    expect([host.children(), trees.node.leftovers()]).toEqual([{ alive: 0, stuck: 0 }, []]);
  });

  test('forces a mount that is held by processes its dead server does not let go', async () => {
    const trees = await mounted();
    const { node, server } = trees;
    node.mounts.busy.add(PATH);
    server.link.cut();
    const inner = node.programs.get('umount');
    node.programs.set('umount', (call) => {
      // Processes that waited for the server get EIO and end.
      if (call.args.includes('-f')) node.mounts.busy.clear();
      return inner === undefined ? Promise.reject(new Error('no umount')) : inner(call);
    });
    expect(await off(trees)).toEqual({ kind: 'forced', reason: `${SERVER} does not answer` });
    expect(steps(trees).at(-1)).toBe(`-i -c -f -- ${PATH}`);
    expect(valueOf(await trees.wait(trees.nfs.lingering.list(never)))).toEqual([]);
  });

  test('never forces a mount whose superblock another one uses, and is lazy as last (H24)', async () => {
    const trees = await mounted(['vers=3', 'hard']);
    const { node, server, nfs, wait } = trees;
    const beside = { ...request, source: tree('b'), path: '/other', options: ['vers=3', 'hard'] };
    valueOf(await wait(nfs.mounts.mount(beside, never)));
    node.mounts.busy.add(PATH);
    server.link.cut();
    expect(await off(trees)).toMatchObject({ kind: 'lazy', reason: `${SERVER} does not answer` });
    expect(steps(trees)).toEqual([`-i -c -- ${PATH}`, `-i -c -l -- ${PATH}`]);
    expect(node.client.held().map(({ killed }) => killed.signal.aborted)).toEqual([false]);
    expect(valueOf(await wait(nfs.lingering.list(never))), 'it shares its superblock').toHaveLength(1);
  });

  test('goes no further when nobody could be asked whether the server answers', async () => {
    const trees = await mounted();
    trees.node.mounts.busy.add(PATH);
    trees.server.link.cut();
    trees.node.faults.set('stat', { kind: 'missing' });
    expect(problemOf(await trees.wait(trees.nfs.mounts.unmount(unmount, never)))).toMatchObject({
      kind: 'tool-missing',
    });
    expect(steps(trees).some((step) => step.includes('-f') || step.includes('-l'))).toBe(false);
  });

  test('of a mount in use names who uses it', async () => {
    const trees = await mounted();
    trees.node.mounts.busy.add(PATH);
    trees.node.trees.push(() => [
      ['/proc/77/comm', { kind: 'file', content: 'postgres\n' }],
      ['/proc/77/cwd', { kind: 'link', target: `${PATH}/data` }],
    ]);
    expect(problemOf(await trees.wait(trees.nfs.mounts.unmount(unmount, never)))).toEqual({
      kind: 'path-busy',
      path: PATH,
      holders: ['postgres (pid 77)'],
    });
  });

  test('is not content with a path that is free while another mount namespace holds the superblock', async () => {
    const trees = await mounted();
    const { node, nfs, wait } = trees;
    for (const superblock of node.client.held()) superblock.lived.add('/container');
    node.mounts.busy.add('/container');
    expect(await off(trees)).toMatchObject({
      kind: 'lazy',
      reason: expect.stringContaining('namespace') as string,
    });
    expect(valueOf(await wait(nfs.lingering.list(never)))).toHaveLength(1);
    node.mounts.busy.clear();
    expect(valueOf(await wait(nfs.lingering.list(never)))).toEqual([]);
  });

  test('a stale mount comes off as any other', async () => {
    const trees = await mounted();
    trees.server.exports.clear();
    trees.server.add(tree('a').path);
    expect(problemOf(await trees.wait(trees.nfs.mounts.usage(PATH, never)))).toMatchObject({
      kind: 'tool-failed',
      detail: expect.stringContaining('Stale file handle') as string,
    });
    expect(await off(trees)).toEqual({ kind: 'gone' });
  });
});

describe('a driver that dies', () => {
  test('while an unmount waits in the kernel knows afterwards what lingers (kill -9)', async () => {
    const trees = await mounted();
    const { clock, server, wait } = trees;
    dirty(trees);
    server.link.cut();
    void trees.nfs.mounts.unmount(unmount, never);
    await clock.advance(25_000);
    expect(trees.node.mounts.all(), 'the path is free').toEqual([]);
    const { mounts, lingering } = trees.restarted();
    expect(valueOf(await wait(mounts.unmount(unmount, never)))).toEqual({ kind: 'gone' });
    expect(valueOf(await wait(lingering.list(never)))).toMatchObject([{ volume: 'csi-nfs-vid-a' }]);
  });

  test('before anything was taken off leaves a volume that is mounted, and nothing that lingers', async () => {
    const trees = await mounted();
    trees.server.link.cut();
    void trees.nfs.mounts.unmount(unmount, never);
    await trees.clock.advance(5000);
    expect(valueOf(await trees.wait(trees.restarted().lingering.list(never)))).toEqual([]);
    expect(trees.node.mounts.all()).toHaveLength(1);
  });
});
