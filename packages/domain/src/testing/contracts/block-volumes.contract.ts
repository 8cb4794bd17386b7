import { bytes, MIB } from '../../shared/bytes.js';
import { never } from '../../shared/cancel-signal.js';
import type { VolumeName } from '../../volume/volume-name.js';
import { expectEqual, expectOk, expectProblem, expectTrue } from '../check.js';
import type { ContractCase } from '../contract.js';
import { aVolume } from './a-volume.js';
import type { VolumesSubject } from './volumes-subject.js';

const size = bytes(64n * MIB);

const create = (subject: VolumesSubject, name: VolumeName) =>
  subject.array.volumes.create(
    { name, pool: subject.pool, size, description: `twinsite volume ${name}` },
    never,
  );

export const blockVolumesContract: readonly ContractCase<VolumesSubject>[] = [
  {
    name: 'a name nobody used is not found',
    run: async (subject) => {
      expectEqual(
        expectOk(await subject.array.volumes.find(subject.freshName(), never), 'find'),
        undefined,
        'volume',
      );
    },
  },
  {
    name: 'a created volume is ready, has the size asked for and an identity, and is found by its exact name',
    run: async (subject) => {
      const name = subject.freshName();
      const created = expectOk(await create(subject, name), 'create');
      expectEqual(created.state, { kind: 'ready' }, 'state');
      expectEqual(created.size, size, 'size');
      expectTrue(created.naa !== undefined, 'identity known');
      const found = expectOk(await subject.array.volumes.find(name, never), 'find');
      expectEqual(found?.id, created.id, 'id');
      expectEqual(found?.pool, subject.pool.name, 'pool');
      expectEqual(found?.origin, 'new', 'origin');
      expectEqual(
        expectOk(await subject.array.volumes.find(name.slice(0, -1) as VolumeName, never), 'prefix'),
        undefined,
        'prefix',
      );
    },
  },
  {
    name: 'two volumes never share an identity',
    run: async (subject) => {
      const first = expectOk(await create(subject, subject.freshName()), 'first');
      const second = expectOk(await create(subject, subject.freshName()), 'second');
      expectTrue(first.naa !== second.naa, 'identities differ');
    },
  },
  {
    name: 'creating a name that is taken makes no second volume',
    run: async (subject) => {
      const name = subject.freshName();
      const created = expectOk(await create(subject, name), 'create');
      expectProblem(await create(subject, name), 'volume-differs', 'second create');
      expectEqual(expectOk(await subject.array.volumes.find(name, never), 'find')?.id, created.id, 'id');
    },
  },
  {
    name: 'a deleted volume is not found, and deleting it again is success',
    run: async (subject) => {
      const name = subject.freshName();
      const created = expectOk(await create(subject, name), 'create');
      expectOk(await subject.array.volumes.delete(created, 'final', never), 'delete');
      expectEqual(expectOk(await subject.array.volumes.find(name, never), 'find'), undefined, 'volume');
      expectOk(await subject.array.volumes.delete(created, 'final', never), 'delete again');
    },
  },
  {
    name: 'volumes are listed in the order of their ids, and only while they exist',
    run: async (subject) => {
      const [first, second] = [await aVolume(subject), await aVolume(subject)];
      const mine = async () => {
        const all = expectOk(await subject.array.volumes.list(never), 'list');
        return all.filter(({ id }) => id === first.id || id === second.id).map(({ name }) => name);
      };
      expectEqual(await mine(), [first.name, second.name], 'volumes');
      expectOk(await subject.array.volumes.delete(first, 'final', never), 'delete');
      expectEqual(await mine(), [second.name], 'volumes after a deletion');
    },
  },
  {
    name: 'a volume deleted into the trash is neither found nor listed',
    run: async (subject) => {
      const volume = await aVolume(subject);
      expectOk(await subject.array.volumes.delete(volume, 'trash', never), 'delete');
      expectEqual(
        expectOk(await subject.array.volumes.find(volume.name, never), 'find'),
        undefined,
        'volume',
      );
      const all = expectOk(await subject.array.volumes.list(never), 'list');
      expectEqual(
        all.some(({ id }) => id === volume.id),
        false,
        'listed',
      );
    },
  },
];
