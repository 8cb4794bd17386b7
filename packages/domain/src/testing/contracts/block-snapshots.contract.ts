import { never } from '../../shared/cancel-signal.js';
import { expectEqual, expectOk, expectProblem, expectTrue } from '../check.js';
import type { ContractCase } from '../contract.js';
import { aSnapshot, freshSnapshotName } from './a-snapshot.js';
import { aVolume, SIZE } from './a-volume.js';
import type { VolumesSubject } from './volumes-subject.js';

export const blockSnapshotsContract: readonly ContractCase<VolumesSubject>[] = [
  {
    name: 'an id that the array has not given is not found, whatever it looks like',
    run: async ({ array }) => {
      for (const id of ['999999999', 'pvc-1', '../block-volumes/1', ''])
        expectEqual(expectOk(await array.snapshots.get(id, never), id), undefined, `snapshot ${id}`);
    },
  },
  {
    name: 'a snapshot is ready, has the size of its volume, and is found by its id',
    run: async (subject) => {
      const volume = await aVolume(subject);
      const taken = await aSnapshot(subject, volume);
      expectEqual([taken.state.kind, taken.size], ['ready', SIZE], 'state and size');
      expectEqual(taken.volume, { id: volume.id, name: volume.name }, 'volume');
      expectTrue(taken.createdAt !== undefined && taken.createdAt > 0, 'time known');
      const found = expectOk(await subject.array.snapshots.get(taken.id, never), 'get');
      expectEqual([found?.name, found?.description], [taken.name, 'line 1\nline 2'], 'name and description');
      const settled = expectOk(await subject.array.snapshots.settle(taken, never), 'settle');
      expectEqual(settled.id, taken.id, 'settled');
    },
  },
  {
    name: 'snapshots are listed in the order of their ids, of one volume or of all',
    run: async (subject) => {
      const [one, other] = [await aVolume(subject), await aVolume(subject)];
      const { snapshots } = subject.array;
      expectEqual(expectOk(await snapshots.list(one, never), 'none yet'), [], 'none yet');
      const ids: string[] = [];
      for (const volume of [one, other, one]) ids.push((await aSnapshot(subject, volume)).id);
      const ofOne = expectOk(await snapshots.list(one, never), 'list of one');
      expectEqual(
        ofOne.map(({ id }) => id),
        [ids[0], ids[2]],
        'of one volume',
      );
      const all = expectOk(await snapshots.list(undefined, never), 'list');
      expectEqual(
        all.map(({ id }) => id).filter((id) => ids.includes(id)),
        ids,
        'of all',
      );
    },
  },
  {
    name: 'a name that is taken makes no second snapshot',
    run: async (subject) => {
      const volume = await aVolume(subject);
      const { snapshots } = subject.array;
      const spec = { name: freshSnapshotName(subject), volume, description: '' };
      const taken = expectOk(await snapshots.create(spec, never), 'create');
      expectProblem(await snapshots.create(spec, never), 'snapshot-differs', 'second create');
      const left = expectOk(await snapshots.list(volume, never), 'list');
      expectEqual(
        left.map(({ id }) => id),
        [taken.id],
        'snapshots',
      );
    },
  },
  {
    name: 'a deleted snapshot is not found, and deleting it again is success',
    run: async (subject) => {
      const { snapshots } = subject.array;
      const taken = await aSnapshot(subject, await aVolume(subject));
      expectOk(await snapshots.delete(taken, never), 'delete');
      expectEqual(expectOk(await snapshots.get(taken.id, never), 'get'), undefined, 'snapshot');
      expectOk(await snapshots.delete(taken, never), 'delete again');
    },
  },
  {
    name: 'a volume with snapshots stays, names them, and goes once they are gone',
    run: async (subject) => {
      const { volumes, snapshots } = subject.array;
      const volume = await aVolume(subject);
      const taken = await aSnapshot(subject, volume);
      for (const policy of ['final', 'trash'] as const) {
        const refused = await volumes.delete(volume, policy, never);
        const problem = expectProblem(refused, 'volume-has-snapshots', policy);
        expectEqual('snapshots' in problem && problem.snapshots, [taken.name], 'named snapshots');
      }
      expectTrue(expectOk(await snapshots.get(taken.id, never), 'get') !== undefined, 'the snapshot stays');
      expectOk(await snapshots.delete(taken, never), 'delete snapshot');
      expectOk(await volumes.delete(volume, 'final', never), 'delete volume');
    },
  },
];
