import { never } from '../../shared/cancel-signal.js';
import { expectEqual, expectOk, expectProblem, expectTrue } from '../check.js';
import type { ContractCase } from '../contract.js';
import { aClone } from './a-snapshot.js';
import { again, aVolume } from './a-volume.js';
import type { VolumesSubject } from './volumes-subject.js';

export const groupSnapshotsContract: readonly ContractCase<VolumesSubject>[] = [
  {
    name: 'one moment of several volumes: a snapshot of each, ready, in their order, and the same again',
    run: async (subject) => {
      const { groupSnapshots, snapshots } = subject.array;
      const volumes = [await aVolume(subject), await aVolume(subject)];
      const name = String(subject.freshName());
      const taken = expectOk(await groupSnapshots.take({ name, volumes, description: 'd' }, never), 'take');
      const ids = (list: readonly { readonly id: string }[]): readonly string[] => list.map(({ id }) => id);
      expectEqual(
        taken.map(({ volume, state }) => [volume.id, state.kind]),
        volumes.map(({ id }) => [id, 'ready']),
        'one of each',
      );
      const repeated = expectOk(
        await groupSnapshots.take({ name, volumes, description: 'd' }, never),
        'take again',
      );
      expectEqual(ids(repeated), ids(taken), 'the same again');
      for (const [index, volume] of volumes.entries())
        expectEqual(
          ids(expectOk(await snapshots.list(volume, never), 'of the volume')),
          [ids(taken)[index]],
          'listed',
        );
      expectOk(await groupSnapshots.remove(name, never), 'remove');
    },
  },
  {
    name: 'what was taken goes whole, the volumes stay, and can be taken anew; twice is success',
    run: async (subject) => {
      const { groupSnapshots, snapshots } = subject.array;
      const volume = await aVolume(subject);
      for (const name of [String(subject.freshName()), String(subject.freshName())]) {
        expectOk(await groupSnapshots.take({ name, volumes: [volume], description: '' }, never), 'take');
        expectOk(await groupSnapshots.remove(name, never), 'remove');
        expectOk(await groupSnapshots.remove(name, never), 'remove again');
        expectEqual(expectOk(await snapshots.list(volume, never), 'list'), [], 'none left');
      }
      expectEqual((await again(subject, volume)).id, volume.id, 'the volume');
    },
  },
  {
    name: 'a volume that is in another group is refused, by its name and that group',
    run: async (subject) => {
      const { groupSnapshots } = subject.array;
      const [volume, other] = [await aVolume(subject), await aVolume(subject)];
      const [first, second] = [String(subject.freshName()), String(subject.freshName())];
      expectOk(
        await groupSnapshots.take({ name: first, volumes: [volume], description: '' }, never),
        'first',
      );
      const both = { name: second, volumes: [volume, other], description: '' };
      const refused = await groupSnapshots.take(both, never);
      expectProblem(refused, 'volume-grouped', 'second');
      if (!refused.ok && refused.problem.kind === 'volume-grouped')
        expectEqual([refused.problem.volume, refused.problem.group], [volume.name, first], 'named');
      expectOk(await groupSnapshots.remove(first, never), 'remove');
    },
  },
  {
    name: 'what a volume was made from stays as long as that depends on it',
    run: async (subject) => {
      const { groupSnapshots, volumes } = subject.array;
      const volume = await aVolume(subject);
      const name = String(subject.freshName());
      const [snapshot] = expectOk(
        await groupSnapshots.take({ name, volumes: [volume], description: '' }, never),
        'take',
      );
      expectTrue(snapshot !== undefined, 'one');
      if (snapshot === undefined) return;
      const clone = await aClone(subject, snapshot);
      expectProblem(await groupSnapshots.remove(name, never), 'snapshot-in-use', 'in use');
      expectOk(await volumes.delete(clone, 'final', never), 'delete the clone');
      expectOk(await groupSnapshots.remove(name, never), 'remove');
    },
  },
];
