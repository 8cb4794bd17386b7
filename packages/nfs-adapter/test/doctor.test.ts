import { never } from '@twinsite/domain';
import { linuxHost, type Finding } from '@twinsite/linux-host';
import { done, exit, type TreePart } from '@twinsite/linux-host/testing';
import { describe, expect, test } from 'vitest';
import { examineNfsNode, nfsReadiness } from '../src/index.js';
import { twoTrees } from './support/two-trees.js';

const RPCBIND: TreePart = [
  ['/proc/1/net/unix', { kind: 'file', content: '0: 02 0 10000 1 1 7 /run/rpcbind.sock\n' }],
];
const namespaces = (host: string, own: string): TreePart => [
  ['/proc/1/ns/mnt', { kind: 'link', target: host }],
  ['/proc/self/ns/mnt', { kind: 'link', target: own }],
];

async function examined(
  change: (node: ReturnType<typeof twoTrees>['node']) => void = () => undefined,
  process?: string,
) {
  const { node, wait } = twoTrees();
  for (const tool of ['rpc.statd', 'modprobe']) node.programs.set(tool, () => Promise.resolve(done()));
  node.trees.push(() => RPCBIND);
  change(node);
  const access = process === undefined ? node.access : { ...node.access, process };
  return wait(examineNfsNode(linuxHost(access, { journalDirectory: '/nonexistent' }), never));
}

const bad = (findings: readonly Finding[]): readonly string[] =>
  findings.filter(({ level }) => level !== 'ok').map(({ level, check }) => `${level} ${check}`);

describe('the doctor on an NFS node', () => {
  test('finds nothing wrong with a good one', async () => {
    expect(bad(await examined())).toEqual([]);
  });

  test('names what is missing, its package, and the version that works without', async () => {
    const findings = await examined((node) => {
      for (const tool of ['mount.nfs', 'rpc.statd']) node.programs.delete(tool);
      node.programs.set('modprobe', ({ args }) => Promise.resolve(args.includes('nfsv4') ? exit(1) : done()));
    });
    expect(bad(findings)).toEqual([
      'problem mount.nfs',
      'problem kernel NFS client nfsv4',
      'problem rpc.statd',
    ]);
    expect(findings.find(({ check }) => check === 'mount.nfs')?.remedy).toBe(
      'install the package nfs-common',
    );
    expect(findings.find(({ check }) => check === 'rpc.statd')?.remedy).toContain('vers=4.1');
  });

  test('sees that locks of NFS 3 need rpcbind too', async () => {
    const findings = await examined((node) =>
      node.trees.push(() => [['/proc/1/net/unix', { kind: 'file', content: '' }]]),
    );
    expect(bad(findings)).toEqual(['problem rpc.statd']);
  });

  test('knows a node pod without hostPID by its mount namespace', async () => {
    const inside = (host: string, own: string) =>
      examined((node) => node.trees.push(() => namespaces(host, own)), '/proc/1').then(bad);
    expect(await inside('mnt:[1]', 'mnt:[2]')).toEqual([]);
    expect(await inside('mnt:[2]', 'mnt:[2]')).toEqual(['problem host namespaces']);
    expect(await examined(undefined, '/proc/1').then(bad)).toEqual(['problem host namespaces']);
  });
});

test('a node is ready when mount.nfs is there, and asks no server', async () => {
  const { server, node, host, wait } = twoTrees();
  server.link.cut();
  const ready = nfsReadiness(host);
  const helper = node.programs.get('mount.nfs');
  node.programs.delete('mount.nfs');
  expect(await wait(ready(never))).toMatchObject({
    ready: false,
    why: expect.stringContaining('nfs-common') as string,
  });
  node.programs.set('mount.nfs', helper ?? (() => Promise.reject(new Error('not simulated'))));
  expect(await wait(ready(never))).toEqual({ ready: true });
  expect(await wait(ready(never))).toEqual({ ready: true });
  expect(node.launcher.log.map(({ tool }) => tool)).toEqual(['mount.nfs']);
});
