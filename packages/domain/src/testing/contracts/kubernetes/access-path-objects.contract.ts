import type { AccessPathObject } from '../../../access-path/access-path-objects.port.js';
import { formatKey, sameKey, type ObjectKey } from '../../../kubernetes/object-key.js';
import { never } from '../../../shared/cancel-signal.js';
import { expectEqual, expectOk, expectProblem, expectSoon, expectTrue } from '../../check.js';
import type { ContractCase } from '../../contract.js';
import { anAccessPathSpec, anAccessPathStatus } from './an-access-path.js';
import type { AccessPathObjectsSubject } from './access-path-objects-subject.js';

export const accessPathObjectsContract: readonly ContractCase<AccessPathObjectsSubject>[] = [
  {
    name: 'an object is read and listed as it was applied',
    run: async (subject) => {
      const key = subject.freshKey();
      await subject.apply(key, { spec: anAccessPathSpec(), takeOverFrom: 'cluster-b' });
      const { uid, version, createdAt, ...rest } = await read(subject, key);
      const expected = {
        key,
        generation: 1,
        isDeleting: false,
        hasFinalizer: false,
        takeOverFrom: 'cluster-b',
        spec: anAccessPathSpec(),
        status: undefined,
      };
      expectEqual(rest, expected, 'object');
      expectTrue(uid !== '' && version !== '', 'uid and version');
      expectTrue(createdAt > 1_600_000_000_000, 'the time it was made is in ms');
      await listedSoon(subject, key, (object) => object?.uid, uid);
    },
  },
  {
    name: 'an object that is not there is nothing, and no problem',
    run: async (subject) => {
      const key = subject.freshKey();
      expectEqual(expectOk(await subject.objects.read(key, never), 'read'), undefined, 'object');
    },
  },
  {
    name: 'an edit raises the generation and keeps the status; a status raises nothing',
    run: async (subject) => {
      const key = subject.freshKey();
      await subject.apply(key, { spec: anAccessPathSpec() });
      const status = anAccessPathStatus();
      expectOk(await subject.objects.writeStatus(await read(subject, key), status, never), 'write');
      const first = await read(subject, key);
      expectEqual([first.generation, first.status], [1, status], 'after the status');
      await subject.apply(key, { spec: anAccessPathSpec('gw-a') });
      const second = await read(subject, key);
      expectEqual([second.generation, second.status], [2, status], 'after the edit');
      expectEqual([second.spec, second.takeOverFrom], [anAccessPathSpec('gw-a'), undefined], 'what it asks');
      await listedSoon(subject, key, (object) => object?.generation, 2);
    },
  },
  {
    name: 'a status replaces the whole one before it',
    run: async (subject) => {
      const key = subject.freshKey();
      await subject.apply(key, { spec: anAccessPathSpec() });
      const full = anAccessPathStatus();
      expectOk(await subject.objects.writeStatus(await read(subject, key), full, never), 'write');
      const bare = {
        ...full,
        ...{ role: undefined, manager: undefined, managerSince: undefined, takenOverFrom: undefined },
        ...{ iqn: undefined, gateways: [], vips: [] },
      };
      expectOk(await subject.objects.writeStatus(await read(subject, key), bare, never), 'write again');
      expectEqual((await read(subject, key)).status, bare, 'status');
    },
  },
  {
    name: 'a status for an object that was changed meanwhile is refused',
    run: async (subject) => {
      const key = subject.freshKey();
      await subject.apply(key, { spec: anAccessPathSpec() });
      const before = await read(subject, key);
      await subject.apply(key, { spec: anAccessPathSpec('gw-a') });
      const written = await subject.objects.writeStatus(before, anAccessPathStatus(), never);
      expectProblem(written, 'kubernetes-conflict', 'write');
      expectEqual((await read(subject, key)).status, undefined, 'status');
    },
  },
  {
    name: 'the finalizer keeps a deleted object until it is taken off',
    run: async (subject) => {
      const key = subject.freshKey();
      await subject.apply(key, { spec: anAccessPathSpec() });
      expectOk(await subject.objects.setFinalizer(await read(subject, key), 'present', never), 'put on');
      const kept = await read(subject, key);
      expectOk(await subject.objects.setFinalizer(kept, 'present', never), 'put on again');
      expectEqual((await read(subject, key)).version, kept.version, 'nothing changed by the second call');
      await subject.remove(key);
      const deleting = await read(subject, key);
      expectEqual([deleting.isDeleting, deleting.hasFinalizer], [true, true], 'deleting, finalizer');
      expectOk(await subject.objects.setFinalizer(deleting, 'absent', never), 'take off');
      expectEqual(expectOk(await subject.objects.read(key, never), 'read'), undefined, 'object');
      await listedSoon(subject, key, (object) => object, undefined);
    },
  },
  {
    name: 'finalizers of others stay',
    run: async (subject) => {
      const key = subject.freshKey();
      const finalizers = ['example.com/keeps'];
      await subject.apply(key, { spec: anAccessPathSpec(), finalizers });
      expectOk(await subject.objects.setFinalizer(await read(subject, key), 'present', never), 'put on');
      await subject.remove(key);
      expectOk(await subject.objects.setFinalizer(await read(subject, key), 'absent', never), 'take off');
      const left = await read(subject, key);
      expectEqual([left.isDeleting, left.hasFinalizer], [true, false], 'still there for the other one');
      await subject.apply(key, { spec: anAccessPathSpec(), finalizers: [] });
    },
  },
  {
    name: 'a listener hears of every object that appears, changes or goes, until it ends',
    run: async (subject) => {
      const heard: ObjectKey[] = [];
      const end = subject.objects.onChange((key) => heard.push(key));
      const heardOf = (key: ObjectKey) => async (): Promise<boolean> => {
        await subject.objects.read(key, never);
        return heard.splice(0).some((one) => sameKey(one, key));
      };
      const [key, other] = [subject.freshKey(), subject.freshKey()];
      await subject.apply(key, { spec: anAccessPathSpec() });
      await expectSoon(heardOf(key), true, `${formatKey(key)} appeared`);
      await subject.apply(key, { spec: anAccessPathSpec('gw-a') });
      await expectSoon(heardOf(key), true, `${formatKey(key)} changed`);
      await subject.remove(key);
      await expectSoon(heardOf(key), true, `${formatKey(key)} went`);
      end();
      await subject.apply(other, { spec: anAccessPathSpec() });
      await listedSoon(subject, other, (object) => object?.generation, 1);
      expectEqual(heard, [], 'heard after the end');
    },
  },
];

async function read({ objects }: AccessPathObjectsSubject, key: ObjectKey): Promise<AccessPathObject> {
  const object = expectOk(await objects.read(key, never), 'read');
  if (object === undefined) throw new Error(`${formatKey(key)} is not there`);
  return object;
}

async function listedSoon<T>(
  { objects }: AccessPathObjectsSubject,
  key: ObjectKey,
  what: (object: AccessPathObject | undefined) => T,
  expected: T,
): Promise<void> {
  const look = async (): Promise<T> => {
    expectOk(await objects.read(key, never), 'read');
    return what(expectOk(objects.list(), 'list').find((object) => sameKey(object.key, key)));
  };
  await expectSoon(look, expected, `${formatKey(key)} in the list`, 1000);
}
