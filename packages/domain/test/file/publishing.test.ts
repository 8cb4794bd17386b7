import { writeVolumeInfo, bytes, GIB, nodeGroupName } from '@twinsite/domain';
import { describe, expect, test } from 'vitest';
import { aFileWorld, closedShare, modes, nodeIdOf, nodeNamed, publicShare } from './file-world.js';

const source = { server: '10.7.9.9', path: '/sdsfs/k8s-nfs/pvc-1' };
const aclOf = (name: string, permission: string) => `${nodeGroupName(nodeNamed(name))} ${permission}`;

async function aVolume() {
  const world = aFileWorld();
  expect(await world.create()).toMatchObject({ ok: true });
  return world;
}

describe('in node access', () => {
  test('publish lets exactly the node in and tells it where to mount from, however often it is asked', async () => {
    const world = await aVolume();
    for (const call of [1, 2])
      expect(await world.publish('node-1'), `call ${call}`).toEqual({
        ok: true,
        value: { source, readOnly: false, access: 'node' },
      });
    expect(world.acls()).toEqual([aclOf('node-1', 'read-write')]);
  });

  test('a reader is let in to read only', async () => {
    const world = await aVolume();
    expect(await world.publish('node-1', modes('multi-node-reader'))).toMatchObject({
      value: { readOnly: true },
    });
    expect(
      await world.publish('node-2', { ...modes('multi-node-multi-writer'), readOnly: true }),
    ).toMatchObject({
      value: { readOnly: true },
    });
    expect(world.acls()).toEqual([aclOf('node-1', 'read-only'), aclOf('node-2', 'read-only')]);
  });

  test.each([
    'single-node-writer',
    'single-node-single-writer',
    'single-node-multi-writer',
    'single-node-reader',
  ] as const)('%s is had by one node, and the other one is named', async (mode) => {
    const world = await aVolume();
    await world.publish('node-1');
    expect(await world.publish('node-2', modes(mode))).toMatchObject({
      problem: { kind: 'attached-elsewhere', holders: ['node-1'] },
    });
  });

  test('many writers are let in side by side', async () => {
    const world = await aVolume();
    for (const name of ['node-1', 'node-2', 'node-3'])
      expect(await world.publish(name, modes('multi-node-multi-writer'))).toMatchObject({ ok: true });
    expect(world.acls()).toHaveLength(3);
  });

  test('a node that writes is not published read-only over it', async () => {
    const world = await aVolume();
    await world.publish('node-1');
    expect(await world.publish('node-1', { readOnly: true })).toMatchObject({
      problem: { kind: 'attached-differently', has: 'read-write', wanted: 'read-only' },
    });
  });

  test('one that reads gets to write through a new ACL, after the old one has been proved and removed', async () => {
    const world = await aVolume();
    await world.publish('node-1', { readOnly: true });
    const before = world.shares()[0]?.acls[0]?.id;
    expect(await world.publish('node-1')).toMatchObject({ value: { readOnly: false } });
    expect(world.acls()).toEqual([aclOf('node-1', 'read-write')]);
    expect(world.shares()[0]?.acls[0]?.id).not.toBe(before);
  });

  test('a folder that everybody may mount meanwhile is refused', async () => {
    const world = await aVolume();
    const home = world.array.state.shares.get('8');
    const open = world.array.state.shares.get('6');
    if (home === undefined || open === undefined) throw new Error('the fake has two home shares');
    world.array.state.shares.set('8', { ...home, acls: open.acls });
    expect(await world.publish('node-1')).toMatchObject({ problem: { kind: 'folder-public' } });
    expect(world.acls()).toEqual([]);
  });

  test('a node that another group lets in is refused, since it could not be fenced', async () => {
    const world = await aVolume();
    const nodeId = nodeIdOf('node-1', '10.7.8.20');
    expect(await world.publish('node-1', { nodeId })).toMatchObject({
      problem: { kind: 'admitted-otherwise', through: "client group k8s-cluster on the folder's share" },
    });
    expect(world.acls()).toEqual([]);
  });

  test('a node id that this driver did not give is no node', async () => {
    const world = await aVolume();
    expect(await world.publish('node-1', { nodeId: '1;node-1;iqn.2026-01.lab:node-1' })).toMatchObject({
      problem: { kind: 'node-missing' },
    });
  });
});

describe('in group access', () => {
  const parameters = { shares: closedShare, clientGroupName: 'k8s-cluster' };
  const ofGroup = { context: { clientGroupName: 'k8s-cluster' } };
  const ofAnother = { context: { clientGroupName: 'of-another-cluster' } };

  test('publish and unpublish change nothing', async () => {
    const world = aFileWorld();
    await world.create({ parameters });
    expect(await world.publish('node-1', ofGroup)).toMatchObject({ value: { source, access: 'group' } });
    expect(await world.publish('node-2', ofGroup)).toMatchObject({ ok: true });
    expect(await world.unpublish(nodeIdOf('node-1'))).toMatchObject({ ok: true });
    expect(world.acls()).toEqual(['k8s-cluster read-write']);
  });

  test('a group that was fenced stays so: publish never gives it back', async () => {
    const world = aFileWorld();
    await world.create({ parameters });
    const [share] = world.shares();
    if (share === undefined) throw new Error('the volume has a share');
    const fenced = share.acls.map((acl) => ({ ...acl, permission: 'read-only' as const }));
    world.array.state.shares.set(share.id, { ...share, acls: fenced });
    const shutOut = (has: string) => ({ problem: { kind: 'group-shut-out', group: 'k8s-cluster', has } });
    expect(await world.publish('node-1', ofGroup)).toMatchObject(shutOut('read-only'));
    expect(await world.publish('node-1', { ...ofGroup, readOnly: true })).toMatchObject({ ok: true });
    world.array.state.shares.set(share.id, { ...share, acls: [] });
    expect(await world.publish('node-1', ofGroup)).toMatchObject(shutOut('missing'));
  });

  test('a volume from another cluster lets this cluster’s group in when the configuration names it', async () => {
    const world = aFileWorld();
    world.array.state.groups.set('50', { id: '50', name: 'of-another-cluster', clients: [] });
    await world.create({ parameters: { shares: closedShare, clientGroupName: 'of-another-cluster' } });
    expect(await world.publish('node-1', ofAnother, { clientGroup: 'k8s-cluster' })).toMatchObject({
      ok: true,
    });
    expect(world.acls()).toEqual(['of-another-cluster read-write', 'k8s-cluster read-write']);
    expect(await world.publish('node-1', ofAnother, { clientGroup: 'nobody' })).toMatchObject({
      problem: { kind: 'client-group-missing', group: 'nobody' },
    });
  });
});

describe('a volume of the vendor’s driver', () => {
  const volumeInfo = (clientGroupName: string, share: string | undefined): string =>
    writeVolumeInfo({
      name: 'pvc-1',
      xmsServers: ['10.0.0.1'],
      clientGroupName,
      shares: [publicShare],
      size: bytes(GIB),
      folder: '1',
      tree: '6',
      gatewayGroup: '3',
      fullSharePath: '10.7.9.9:/sdsfs/csi-fs-1/pvc-1',
      share,
      clientGroup: share,
    });

  test('is published with what its volumeInfo says, and with nothing at all', async () => {
    const world = aFileWorld();
    await world.create({ parameters: { shares: publicShare } });
    const answer = { value: { source: { path: '/sdsfs/csi-fs-1/pvc-1' }, access: 'public' } };
    expect(
      await world.publish('node-1', { context: { volumeInfo: volumeInfo('', undefined) } }),
    ).toMatchObject(answer);
    expect(await world.publish('node-1', { context: {} })).toMatchObject(answer);
    expect(world.shares()).toEqual([]);
  });

  test('with a client group has the share that its driver made', async () => {
    const world = aFileWorld();
    await world.create({ parameters: { shares: closedShare, clientGroupName: 'k8s-cluster' } });
    const answer = { value: { access: 'group' } };
    expect(
      await world.publish('node-1', { context: { volumeInfo: volumeInfo('k8s-cluster', '4') } }),
    ).toMatchObject(answer);
    expect(await world.publish('node-1', { context: {} })).toMatchObject(answer);
  });
});

test('the node is told the VIP that its gateway group has now, not the one of the day the volume was made', async () => {
  const world = await aVolume();
  const [group] = world.array.state.gatewayGroups;
  if (group === undefined) throw new Error('the fake has a gateway group');
  world.array.state.gatewayGroups[0] = { ...group, vip: '10.7.9.10' };
  expect(await world.publish('node-1')).toMatchObject({
    value: { source: { ...source, server: '10.7.9.10' } },
  });
});
