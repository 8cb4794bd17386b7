import { bytes, GIB } from '@twinsite/domain';
import { Crash, crashAt, FakeClassCredentials, FakeFileArray } from '@twinsite/domain/testing';
import { describe, expect, test } from 'vitest';
import { aFileWorld, closedShare, directoryOf, publicShare, through, volumeId } from './file-world.js';

const publicClass = { parameters: { shares: publicShare } };
const groupClass = { parameters: { shares: closedShare, clientGroupName: 'k8s-cluster' } };
const trees = ({ array }: ReturnType<typeof aFileWorld>) =>
  [...array.state.trees.values()].map(({ folder, name, size }) => `${folder.name}/${name} ${size}`);

describe('a file volume', () => {
  test('is a quota tree of its name and size, in public access without a share of its own, which is told', async () => {
    const world = aFileWorld();
    for (const call of [1, 2]) {
      expect(await world.create(publicClass), `call ${call}`).toMatchObject({
        ok: true,
        value: { volumeId, size: GIB, context: { 'twinsite/access': 'public', shares: publicShare } },
      });
    }
    expect(trees(world)).toEqual([`csi-fs-1/pvc-1 ${GIB}`]);
    expect(world.shares()).toEqual([]);
    expect(world.notices[0]).toEqual({ kind: 'public-folder', array: 'array-1', folder: 'csi-fs-1' });
  });

  test('in group access has a share that lets the group in, in node access one that lets nobody in yet', async () => {
    const group = aFileWorld();
    expect(await group.create(groupClass)).toMatchObject({
      value: { context: { clientGroupName: 'k8s-cluster' } },
    });
    expect(group.acls()).toEqual(['k8s-cluster read-write']);
    const node = aFileWorld();
    await node.create();
    expect([node.shares().length, node.acls()]).toEqual([1, []]);
  });

  test('in group access is of the group that this cluster is configured with', async () => {
    const world = aFileWorld();
    const answer = await world.create(
      { parameters: { shares: closedShare, clientGroupName: 'of-another-cluster' } },
      { clientGroup: 'k8s-cluster' },
    );
    expect(answer).toMatchObject({ ok: true });
    expect(world.acls()).toEqual(['k8s-cluster read-write']);
  });

  test('goes where most is free, and is found again wherever it is', async () => {
    const world = aFileWorld();
    const [first, second] = world.array.state.folders;
    if (first === undefined || second === undefined) throw new Error('the fake has two folders');
    world.array.state.folders[0] = { ...first, size: bytes(3n * GIB) };
    const both = { parameters: { shares: `${publicShare},${closedShare}` } };
    await world.create(both);
    world.array.state.folders[1] = { ...second, size: bytes(2n * GIB) };
    expect(await world.create(both)).toMatchObject({ ok: true });
    expect(trees(world)).toEqual([`k8s-nfs/pvc-1 ${GIB}`]);
  });

  test('whose creation lost its answer is found, and not made twice', async () => {
    const world = aFileWorld();
    world.array.faults.loseNextReply = true;
    expect(await world.create()).toMatchObject({ ok: true });
    expect(trees(world)).toHaveLength(1);
  });

  test('is finished by the next call after kill -9 at any call of the array', async () => {
    for (const when of ['before', 'after'] as const) {
      for (let call = 1; call <= 12; call += 1) {
        const world = aFileWorld();
        const dying = through(world.array.ports, (ports) => crashAt(ports, { call, when }));
        await world
          .create(groupClass, { arrays: directoryOf(dying) })
          .catch((error: unknown) => expect(error).toBeInstanceOf(Crash));
        expect(await world.create(groupClass), `${when} call ${call}`).toMatchObject({ ok: true });
        expect([trees(world).length, world.acls()]).toEqual([1, ['k8s-cluster read-write']]);
      }
    }
  });

  test('of the same name and another size, or in a folder that is not listed, is another volume', async () => {
    const world = aFileWorld();
    await world.create();
    expect(await world.create({ requiredBytes: 2n * GIB })).toMatchObject({
      problem: { kind: 'volume-differs' },
    });
    expect(await world.create(publicClass)).toMatchObject({
      problem: { kind: 'volume-differs', difference: 'it is in folder k8s-nfs, the request lists csi-fs-1' },
    });
  });
});

describe('credentials that come with a class', () => {
  const managers = { parameters: { shares: closedShare, xmsServers: 'm1,m2', access: 'node' } };
  const token = { kind: 'token', token: 't' } as const;
  const password = { kind: 'password', user: 'admin', password: 'canary' } as const;
  const inline = { parameters: { ...managers.parameters, user: 'admin', password: 'canary' } };

  test.each([
    ['written into it', inline, password],
    ['of the secret it refers to', { ...managers, credentials: token }, token],
  ])('%s are kept, and never travel with the volume', async (_where, change, credentials) => {
    const classCredentials = new FakeClassCredentials();
    const created = await aFileWorld().create(change, { classCredentials });
    expect(classCredentials.kept).toEqual(new Map([['m1,m2', credentials]]));
    expect(created.ok && JSON.stringify(created.value.context)).not.toContain('canary');
  });

  test('that the array refuses end the call', async () => {
    const classCredentials = new FakeClassCredentials();
    classCredentials.refusal = { kind: 'array-denied', array: 'm1', detail: 'wrong password' };
    expect(await aFileWorld().create(inline, { classCredentials })).toMatchObject({
      problem: { kind: 'array-denied' },
    });
  });
});

describe('a file volume is deleted', () => {
  test('with its share, and once more without harm', async () => {
    const world = aFileWorld();
    await world.create(groupClass);
    for (const call of [1, 2]) expect(await world.delete(), `call ${call}`).toMatchObject({ ok: true });
    expect([trees(world), world.shares()]).toEqual([[], []]);
  });

  test('not while a node is let in, which is named', async () => {
    const world = aFileWorld();
    await world.create();
    await world.publish('node-1');
    expect(await world.delete()).toMatchObject({
      problem: { kind: 'volume-in-use', holders: [expect.stringMatching(/^twinsite-node-node-1-/)] },
    });
    expect([trees(world).length, world.shares().length]).toEqual([1, 1]);
  });

  test('only when every listed array has answered: neither missing nor deleted is said of a silent one', async () => {
    const dark = new FakeFileArray('array-2');
    dark.faults.dark = true;
    const world = aFileWorld(new FakeFileArray(), [dark.ports]);
    const silence = { problem: { kind: 'array-unreachable', array: 'array-2' } };
    expect(await world.delete()).toMatchObject(silence);
    await world.create();
    expect(await world.delete()).toMatchObject(silence);
    expect(trees(world)).toHaveLength(1);
  });
});

describe('a file volume is expanded', () => {
  test('to the size asked for, never back, and not beyond what its folder has left', async () => {
    const world = aFileWorld();
    await world.create();
    expect(await world.expand(3n * GIB)).toEqual({ ok: true, value: 3n * GIB });
    expect(await world.expand(2n * GIB)).toEqual({ ok: true, value: 3n * GIB });
    expect(await world.expand(104n * GIB)).toMatchObject({
      problem: { kind: 'folder-full', requested: 101n * GIB, left: 97n * GIB },
    });
  });
});
