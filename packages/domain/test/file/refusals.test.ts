import { GIB, MIB } from '@twinsite/domain';
import { describe, expect, test } from 'vitest';
import { aFileWorld, closedShare, publicShare, volumeId } from './file-world.js';
import { mount } from './nfs-node.js';

const publicClass = { parameters: { shares: publicShare } };
const trees = ({ array }: ReturnType<typeof aFileWorld>) => [...array.state.trees.values()];

describe('nothing is made', () => {
  test.each([
    ['a name that is a path', { name: '../pvc' }, { kind: 'invalid-request', field: 'name' }],
    ['a size below one unit', { requiredBytes: MIB - 1n }, { kind: 'capacity-out-of-range' }],
    [
      'a size that no unit fits',
      { requiredBytes: 2n * MIB + 1n, limitBytes: 2n * MIB + 2n },
      { kind: 'capacity-out-of-range' },
    ],
    [
      'more than the folder has',
      { requiredBytes: 101n * GIB },
      { kind: 'folder-full', folder: 'k8s-nfs', left: 100n * GIB },
    ],
    [
      'an unknown VIP',
      { parameters: { shares: '10.0.0.9:/sdsfs/csi-fs-1/' } },
      { kind: 'vip-missing', vip: '10.0.0.9', known: ['10.7.9.9'] },
    ],
    [
      'an unknown folder',
      { parameters: { shares: '10.7.9.9:/sdsfs/nowhere/' } },
      { kind: 'folder-missing', folder: 'nowhere', known: ['csi-fs-1', 'k8s-nfs'] },
    ],
    [
      'an unknown client group',
      { parameters: { shares: closedShare, clientGroupName: 'nobody' } },
      { kind: 'client-group-missing', group: 'nobody' },
    ],
    [
      'a folder that everybody may mount, in group access',
      { parameters: { shares: publicShare, clientGroupName: 'k8s-cluster' } },
      { kind: 'folder-public', folder: 'csi-fs-1', access: 'group' },
    ],
    [
      'a folder that everybody may mount, in node access',
      { parameters: { shares: publicShare, access: 'node' } },
      { kind: 'folder-public', folder: 'csi-fs-1', access: 'node' },
    ],
    [
      'a block device',
      { capabilities: [{ use: { kind: 'block' }, mode: 'single-node-writer' } as const] },
      { kind: 'invalid-request', field: 'volume_capabilities[0].access_type' },
    ],
    [
      'mount options that contradict each other',
      { capabilities: [mount('single-node-writer', ['vers=3', 'vers=4.1'])] },
      { kind: 'invalid-request', value: 'vers=4.1' },
    ],
    [
      'the copy of a volume',
      { source: { kind: 'volume', volumeId } as const },
      { kind: 'invalid-request', field: 'volume_content_source' },
    ],
    [
      'a class with user and password beside a secret',
      {
        parameters: { shares: closedShare, xmsServers: 'm', user: 'u', password: 'p' },
        credentials: { kind: 'token', token: 't' } as const,
      },
      { kind: 'invalid-request', field: 'parameters["user"]' },
    ],
  ])('of %s', async (_what, change, problem) => {
    const world = aFileWorld();
    expect(await world.create(change)).toMatchObject({ ok: false, problem });
    expect([trees(world), world.shares()]).toEqual([[], []]);
  });

  test('in a folder that nobody may mount through the VIP', async () => {
    const world = aFileWorld();
    world.array.state.shares.clear();
    expect(await world.create(publicClass)).toMatchObject({
      problem: { kind: 'folder-unshared', folder: 'csi-fs-1', vip: '10.7.9.9' },
    });
    expect(trees(world)).toEqual([]);
  });

  test('on an array without the file API, whose version is named', async () => {
    const world = aFileWorld();
    world.array.faults.versionWithoutFiles = 'XSCALEROS_6.4.000.2';
    expect(await world.create()).toMatchObject({
      problem: { kind: 'file-api-missing', version: 'XSCALEROS_6.4.000.2' },
    });
  });
});
