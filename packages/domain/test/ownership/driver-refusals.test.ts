import { addVolumeNote, never, writeProtectionNote, type WholeArray } from '@twinsite/domain';
import { describe, expect, it } from 'vitest';
import { aWorld, driversOf, valueOf } from './owned-world.js';

const refused = { ok: false, problem: { kind: 'not-owner', group: 'shop', owner: 'a', epoch: 1 } };
const calls = ['publish', 'delete', 'expand', 'publishFile', 'deleteFile', 'expandFile'] as const;

async function ownedByA() {
  const world = await aWorld();
  valueOf(await world.own('a'));
  return world;
}

describe('what another cluster owns is never touched', () => {
  it.each(calls)(
    '%s of a cluster that is not the owner, or has no id, is refused and changes nothing (D11)',
    async (call) => {
      const { array, block, file } = await ownedByA();
      const before = JSON.stringify(
        [[...block.state.grants], [...block.state.volumes], [...file.state.shares]],
        bigint,
      );
      for (const cluster of ['b', undefined])
        expect(await driversOf(cluster, array)[call]()).toMatchObject({
          ...refused,
          problem: { ...refused.problem, cluster },
        });
      expect(
        JSON.stringify([[...block.state.grants], [...block.state.volumes], [...file.state.shares]], bigint),
      ).toBe(before);
      expect(await driversOf('a', array)[call]()).toMatchObject({ ok: true });
    },
  );

  it('a volume that nobody has protected is anybody’s, and a block volume costs no call for it', async () => {
    const { array, block } = await aWorld();
    let reads = 0;
    const read = block.ownership.read.bind(block.ownership);
    block.ownership.read = (signal) => {
      reads += 1;
      return read(signal);
    };
    expect(await driversOf(undefined, array).publish()).toMatchObject({ ok: true });
    expect(reads).toBe(0);
    expect(await driversOf(undefined, array).publishFile()).toMatchObject({ ok: true });
  });
});

const bigint = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);

/** The group is given to `b` while the driver of `a` is granting. */
function takenWhileGranted({ array }: Awaited<ReturnType<typeof aWorld>>): WholeArray {
  const { lunAccess, files, ownership } = array;
  let done = false;
  const take = async (): Promise<void> => {
    if (done) return;
    done = true;
    valueOf(await ownership.claim({ group: 'shop', owner: 'b', operation: 'op-b', epoch: 2 }, never));
  };
  const grant: typeof lunAccess.grant = async (request, signal) => {
    const granted = await lunAccess.grant(request, signal);
    await take();
    return granted;
  };
  const permit: typeof files.shares.permit = async (share, entry, signal) => {
    const permitted = await files.shares.permit(share, entry, signal);
    await take();
    return permitted;
  };
  return {
    ...array,
    lunAccess: Object.assign(Object.create(lunAccess) as typeof lunAccess, { grant }),
    files: {
      ...files,
      shares: Object.assign(Object.create(files.shares) as typeof files.shares, { permit }),
    },
  };
}

describe('a grant that crosses a hand-over', () => {
  it('is withdrawn before the node is told (block) (D15)', async () => {
    const world = await ownedByA();
    const outcome = await driversOf('a', takenWhileGranted(world)).publish();
    expect(outcome).toMatchObject({ ok: false, problem: { kind: 'not-owner', owner: 'b', epoch: 2 } });
    expect([...world.block.state.grants.values()].flatMap((luns) => [...luns])).toEqual([]);
  });

  it('is taken back before the node is told (file)', async () => {
    const world = await ownedByA();
    const outcome = await driversOf('a', takenWhileGranted(world)).publishFile();
    expect(outcome).toMatchObject({ ok: false, problem: { kind: 'not-owner', owner: 'b', epoch: 2 } });
    const acls = [...world.file.state.shares.values()].flatMap((share) => share.acls);
    expect(acls.filter(({ who }) => who.kind === 'group' && who.name.startsWith('twinsite-node'))).toEqual(
      [],
    );
  });
});

describe('a protected volume whose owner cannot be told is nobody’s', () => {
  it('without an epoch, with a record of another release, or with a note that cannot be read', async () => {
    const { array, block } = await aWorld();
    const volume = block.state.volumes.get('pvc-1');
    if (volume === undefined) throw new Error('the volume was made');
    const describe = (text: string): unknown =>
      block.state.volumes.set('pvc-1', { ...volume, description: text });
    const unknown = { ok: false, problem: { kind: 'owner-unknown', volume: 'pvc-1' } };
    describe(writeProtectionNote(volume.description, 'shop'));
    expect(await driversOf('a', array).publish()).toMatchObject(unknown);
    await block.ownership.claim({ group: 'shop', owner: 'a', operation: 'op', epoch: 1 }, never);
    expect(await driversOf('a', array).publish()).toMatchObject({ ok: true });
    block.ownership.unreadable.push('twinsite-epoch-shop-2');
    expect(await driversOf('a', array).delete()).toMatchObject(unknown);
    block.ownership.unreadable.pop();
    describe(`${volume.description}\ntwinsite/2 protected by shop for ever`);
    expect(await driversOf('a', array).delete()).toMatchObject(unknown);
    describe(addVolumeNote(volume.description, { word: 'use', as: 'raw' }));
    expect(await driversOf(undefined, array).expand()).toMatchObject({ ok: true });
  });
});
