import { bytes, MIB } from '../../shared/bytes.js';
import { never } from '../../shared/cancel-signal.js';
import type { StorageArray } from '../../array/storage-array.js';
import type { Pool } from '../../volume/pool.js';
import type { VolumeName } from '../../volume/volume-name.js';
import { expectEqual, expectOk, expectProblem, expectTrue } from '../check.js';
import type { ContractCase } from '../contract.js';

/** An array with at least one pool, and a source of names nobody has used on it. */
export interface VolumesSubject {
  readonly array: StorageArray;
  readonly pool: Pool;
  freshName(): VolumeName;
}

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
    name: 'a description is kept and leaves the rest alone',
    run: async (subject) => {
      const created = expectOk(await create(subject, subject.freshName()), 'create');
      expectOk(await subject.array.volumeChanges.describe(created, 'line 1\nline 2', never), 'describe');
      const found = expectOk(await subject.array.volumes.find(created.name, never), 'find');
      expectEqual(found?.description, 'line 1\nline 2', 'description');
      expectEqual(found?.size, size, 'size');
    },
  },
];
