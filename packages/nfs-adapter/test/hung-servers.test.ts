import { never } from '@twinsite/domain';
import { linuxHost } from '@twinsite/linux-host';
import { expect, test } from 'vitest';
import { nfsPorts } from '../src/index.js';
import { MemoryLingeringRecords } from '../src/testing/index.js';
import { problemOf, SERVER, tree, twoTrees, valueOf, type TwoTrees } from './support/two-trees.js';
import { untouched } from './support/untouched-paths.js';

const OPTIONS = ['vers=3', 'hard', 'proto=tcp', 'nosharecache'];
const HUNG = Array.from('12345678', (digit) => `hung-${digit}`);

function manyTrees(): TwoTrees {
  const trees = twoTrees();
  for (const name of [...HUNG, 'ninth']) trees.server.add(tree(name).path);
  trees.fabric.add('10.7.9.2').add(tree('ninth').path);
  return trees;
}

const request = (name: string, server = SERVER) => ({
  source: tree(name, server),
  path: `/mounts/${server}/${name}`,
  options: OPTIONS,
});

test('eight mounts that hang do not delay a ninth of another server, nor its usage (H24)', async () => {
  const { clock, server, nfs, wait } = manyTrees();
  server.link.cut();
  const hanging = Promise.all(HUNG.map((name) => nfs.mounts.mount(request(name), never)));
  const start = clock.now();
  const ninth = request('ninth', '10.7.9.2');
  valueOf(await wait(nfs.mounts.mount(ninth, never)));
  valueOf(await wait(nfs.mounts.usage(ninth.path, never)));
  expect(clock.now() - start).toBe(0);
  expect((await wait(hanging)).map((result) => problemOf(result).kind)).toEqual(
    HUNG.map(() => 'server-silent'),
  );
});

test('eight children that not even SIGKILL ends do not delay a ninth volume of the same server (H24)', async () => {
  const { clock, node, host, nfs, wait } = manyTrees();
  node.faults.set('mount', { kind: 'hangs', unkillable: true }, 24);
  for (let round = 0; round < 3; round += 1) {
    const hung = await wait(Promise.all(HUNG.map((name) => nfs.mounts.mount(request(name), never))));
    expect(hung.map((result) => problemOf(result).kind)).toEqual(HUNG.map(() => 'server-silent'));
  }
  expect(host.children()).toEqual({ alive: 24, stuck: 24 });
  const start = clock.now();
  valueOf(await wait(nfs.mounts.mount(request('ninth'), never)));
  expect(clock.now() - start).toBe(0);
  const fourth = problemOf(await wait(nfs.mounts.mount(request('hung-1'), never)));
  expect(fourth, 'no more children of a volume whose children do not end').toMatchObject({ kind: 'pending' });
});

test('eight volumes whose server dies in use: none of what is done with them delays the ninth (H24)', async () => {
  const { clock, server, nfs, wait } = manyTrees();
  for (const name of HUNG) valueOf(await wait(nfs.mounts.mount(request(name), never)));
  server.link.cut();
  const ends = Promise.all(
    HUNG.flatMap((name) => [
      nfs.mounts.usage(request(name).path, never),
      nfs.mounts.unmount({ volume: name, path: request(name).path }, never),
    ]),
  );
  const start = clock.now();
  const ninth = request('ninth', '10.7.9.2');
  valueOf(await wait(nfs.mounts.mount(ninth, never)));
  expect(clock.now() - start).toBe(0);
  await wait(ends);
  expect(valueOf(await wait(nfs.mounts.list([], never))).map(({ path }) => path)).toEqual([ninth.path]);
});

test('the driver’s own process touches no path on an NFS mount, whatever is asked (H33)', async () => {
  const { clock, server, node, wait } = manyTrees();
  const isOnServer = (path: string): boolean => node.mounts.above(path) !== undefined;
  const { access, touched } = untouched(node.access, isOnServer);
  const host = linuxHost(access, { journalDirectory: '/nonexistent' });
  const { mounts, lingering } = nfsPorts(host, { lingering: new MemoryLingeringRecords() });
  const { source, path, options } = request('hung-1');
  const bind = { from: path, path: '/pods/1/mount', readOnly: true };
  valueOf(await wait(mounts.mount({ source, path, options }, never)));
  valueOf(await wait(mounts.bind(bind, never)));
  server.link.cut();
  const start = clock.now();
  await wait(mounts.list([], never));
  await wait(mounts.bind(bind, never));
  await wait(mounts.usage(bind.path, never));
  await wait(mounts.removePath(path, never));
  expect(problemOf(await wait(mounts.mount({ source, path, options }, never))).kind).toBe('server-silent');
  for (const at of [bind.path, bind.path, path]) await wait(mounts.unmount({ volume: 'v', path: at }, never));
  for (const at of [bind.path, path]) valueOf(await wait(mounts.removePath(at, never)));
  await wait(lingering.list(never));
  expect(touched).toEqual([]);
  expect(clock.now() - start, 'usage, mount and the good-bye to the server alone took time').toBeLessThan(
    60_000,
  );
  expect(node.mounts.all()).toEqual([]);
});
