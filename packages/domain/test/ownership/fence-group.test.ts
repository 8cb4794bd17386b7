import { currentEpoch, never, type WholeArray } from '@twinsite/domain';
import { Crash, crashAt } from '@twinsite/domain/testing';
import { describe, expect, it } from 'vitest';
import { aWorld, driversOf, valueOf } from './owned-world.js';

async function runningOnA() {
  const world = await aWorld();
  valueOf(await world.own('a'));
  const drivers = driversOf('a', world.array);
  for (const call of ['publish', 'publishFile'] as const)
    expect(await drivers[call]()).toMatchObject({ ok: true });
  return world;
}

type World = Awaited<ReturnType<typeof runningOnA>>;

const ownerNow = async ({ array }: World) => currentEpoch(valueOf(await array.ownership.read(never)), 'shop');
const writers = ({ block, file }: World): readonly string[] => [
  ...[...block.state.grants.values()].flatMap((luns) => [...luns.keys()]),
  ...[...file.state.shares.values()].flatMap(({ acls }) =>
    acls.flatMap(({ who }) =>
      who.kind === 'group' && who.name.startsWith('twinsite-node') ? [who.name] : [],
    ),
  ),
];

describe('a group is given to another cluster', () => {
  it('nobody has its volumes any more, the former owner gets none again, and the new one does', async () => {
    const world = await runningOnA();
    expect(writers(world)).toHaveLength(2);
    const { epochs, volumes } = valueOf(await world.fence('a', 'b'));
    expect(epochs).toMatchObject([{ owner: 'b', epoch: 2, operation: 'fence-b' }]);
    expect(volumes).toMatchObject([
      { volume: 'pvc-1', removed: ['node-1'] },
      { volume: 'pvc-2', removed: [expect.stringMatching(/^twinsite-node-node-1-/) as unknown] },
    ]);
    expect(writers(world)).toEqual([]);
    for (const call of ['publish', 'publishFile'] as const) {
      expect(await driversOf('a', world.array)[call]()).toMatchObject({ problem: { kind: 'not-owner' } });
      expect(await driversOf('b', world.array)[call]()).toMatchObject({ ok: true });
    }
  });

  it('killed at any call and repeated, it ends the same, and never is a driver of both clusters let in (D19)', async () => {
    for (let call = 1; call < 200; call += 1)
      for (const when of ['before', 'after'] as const) {
        const world = await runningOnA();
        const dying = crashAt<WholeArray>({ ...world.array, files: world.array.files }, { call, when });
        const first = await world.fence('a', 'b', 'op', dying).then(
          () => 'ended',
          (error: unknown) => (error instanceof Crash ? 'killed' : Promise.reject(error as Error)),
        );
        const given = await driversOf('b', world.array).publish();
        if (given.ok)
          expect(writers(world), `writers after ${when} call ${call}`).not.toContain(
            'iqn.2026-01.test:node-1',
          );
        if (given.ok && first === 'killed') continue;
        valueOf(await world.fence('a', 'b', 'op'));
        expect(writers(world)).toEqual([]);
        expect(await ownerNow(world)).toMatchObject({ owner: 'b', epoch: 2, operation: 'op' });
        if (first === 'ended') return;
      }
    throw new Error('it never came to its end');
  });

  it('a volume that came to the group after it was owned is never given back to the former owner', async () => {
    const world = await runningOnA();
    world.block.ownership.protections.delete('pvc-2');
    const volume = world.block.state.volumes.get('pvc-1');
    if (volume !== undefined) world.block.state.volumes.set('pvc-1', { ...volume, description: '' });
    valueOf(await world.fence('a', 'b'));
    for (const call of ['publish', 'publishFile'] as const)
      expect(await driversOf('a', world.array)[call]()).toMatchObject({ problem: { kind: 'not-owner' } });
  });

  it('a client that shows no initiator is never taken for one that may stay', async () => {
    const world = await runningOnA();
    const { lunAccess } = world.array;
    const nameless = { client: 'odd', iqns: [], nodeId: undefined };
    const odd = Object.assign(Object.create(lunAccess) as typeof lunAccess, {
      holders: () => Promise.resolve({ ok: true, value: [nameless] }),
    });
    const outcome = await world.fence('a', 'b', 'op', { ...world.array, lunAccess: odd });
    expect(outcome).toMatchObject({ problem: { kind: 'fence-unproven', node: 'odd' } });
  });

  it('two operators never both get it: the second is told who has it (D19)', async () => {
    const world = await runningOnA();
    const outcomes = await Promise.all([world.fence('a', 'b', 'op-1'), world.fence('a', 'c', 'op-2')]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ problem: { kind: 'epoch-taken', epoch: 2 } });
  });

  it('a group that nobody owns, or a third cluster, is refused before anything is changed', async () => {
    const fresh = await aWorld();
    expect(await fresh.fence('a', 'b')).toMatchObject({ problem: { kind: 'owner-unknown' } });
    const world = await runningOnA();
    const before = writers(world);
    expect(await world.fence('c', 'b')).toMatchObject({ problem: { kind: 'epoch-taken', owner: 'a' } });
    expect(writers(world)).toEqual(before);
  });

  it('a volume that cannot be fenced is told before anybody loses the group', async () => {
    const world = await runningOnA();
    for (const [id, share] of world.file.state.shares)
      if (share.tree !== undefined)
        world.file.state.shares.set(id, {
          ...share,
          acls: [{ id: '77', who: { kind: 'everyone' }, permission: 'read-write', changed: 'by hand' }],
        });
    expect(await world.fence('a', 'b')).toMatchObject({ problem: { kind: 'not-fenceable' } });
    expect(await ownerNow(world)).toMatchObject({ owner: 'a', epoch: 1 });
  });

  it('a gateway that does not answer proves nothing: the fence is not confirmed (D20)', async () => {
    const world = await runningOnA();
    world.block.faults.silentGateways.add('gw-a');
    expect(await world.fence('a', 'b')).toMatchObject({
      problem: { kind: 'fence-unproven', node: 'node-1' },
    });
    world.block.faults.silentGateways.clear();
    expect(await world.fence('a', 'b')).toMatchObject({ ok: true });
  });
});

describe('a cluster becomes the first owner', () => {
  it('marks every volume, and repeating it claims nothing anew', async () => {
    const world = await aWorld();
    const [first] = valueOf(await world.own('a', 'op-1'));
    expect(valueOf(await world.own('a', 'op-2'))).toEqual([first]);
    expect(world.block.state.volumes.get('pvc-1')?.description).toContain('twinsite/1 protected by shop');
    expect(world.block.ownership.protections.get('pvc-2')).toBe('shop');
  });

  it('never what another cluster owns', async () => {
    const world = await aWorld();
    valueOf(await world.own('a'));
    expect(await world.own('b')).toMatchObject({ problem: { kind: 'epoch-taken', owner: 'a', epoch: 1 } });
  });

  it('never a volume that no fence could take away', async () => {
    const world = await aWorld();
    const [share] = world.file.state.shares.values();
    if (share === undefined) throw new Error('there is a share');
    for (const [id, one] of world.file.state.shares)
      if (one.tree !== undefined)
        world.file.state.shares.set(id, {
          ...one,
          acls: [{ id: '77', who: { kind: 'everyone' }, permission: 'read-write', changed: 'by hand' }],
        });
    expect(await world.own('a')).toMatchObject({ problem: { kind: 'not-fenceable', volume: 'pvc-2' } });
    expect(world.block.ownership.epochs).toEqual([]);
  });
});
