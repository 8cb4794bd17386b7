import { describe, expect, test } from 'vitest';
import type { EventSubject, ObjectKey } from '@twinsite/domain';
import {
  accessPathObjectsContract,
  arraySecretsContract,
  classSecretsContract,
  eventSinkContract,
  FakeAccessPathObjects,
  FakeArraySecrets,
  FakeClassSecrets,
  FakeEventSink,
  FakeNodeReports,
  FakePersistentVolumes,
  FakeVolumeRecords,
  nodeReportsContract,
  persistentVolumesContract,
  volumeRecordsContract,
  type AccessPathObjectsSubject,
  type EventSinkSubject,
  type PersistentVolumesSubject,
} from '@twinsite/domain/testing';

let counter = 0;
const freshName = (): string => `n-${(counter += 1)}`;
/** What a user does beside the port. */
const soon = (work: () => void): Promise<void> => Promise.resolve().then(work);
const freshKey = (): ObjectKey => ({ namespace: 'storage', name: freshName() });

function accessPathObjects(): AccessPathObjectsSubject {
  const objects = new FakeAccessPathObjects();
  return {
    objects,
    freshKey,
    apply: (key, wanted) => soon(() => objects.apply(key, wanted)),
    remove: (key) => soon(() => objects.remove(key)),
  };
}

function volumeRecords() {
  const records = new FakeVolumeRecords();
  return {
    records,
    freshPv: freshName,
    putForeign: (pv: string) => soon(() => records.put(pv, 'foreign')),
    putUnreadable: (pv: string) => soon(() => records.put(pv, 'unreadable')),
  };
}

function persistentVolumes(): PersistentVolumesSubject {
  const volumes = new FakePersistentVolumes();
  return {
    volumes,
    freshName,
    add: (volume) => soon(() => volumes.add(volume)),
    addForeign: () => Promise.resolve(),
    remove: (name) => soon(() => volumes.remove(name)),
    turn: () => Promise.resolve(),
  };
}

function arraySecrets() {
  const secrets = new FakeArraySecrets();
  const put = (key: ObjectKey, data: Readonly<Record<string, string>>) => soon(() => secrets.put(key, data));
  return { secrets, freshKey, put };
}

function classSecrets() {
  const secrets = new FakeClassSecrets();
  return {
    secrets,
    putUnreadable: (name: string) => soon(() => secrets.putUnreadable(name)),
    putForeign: () => soon(() => secrets.putForeign()),
  };
}

function eventSink(): EventSinkSubject {
  const sink = new FakeEventSink();
  const freshObject = (): EventSubject => {
    const name = freshName();
    return { apiVersion: 'v1', kind: 'Pod', name, namespace: 'storage', uid: `uid-${name}` };
  };
  const seen: EventSinkSubject['seen'] = ({ uid }) =>
    Promise.resolve(
      sink.said
        .filter(({ about }) => about.uid === uid)
        .map(({ type, reason, message }) => ({ type, reason, message })),
    );
  return { sink, freshObject, seen };
}

describe('the in-memory cluster keeps the port contracts', () => {
  test.each(accessPathObjectsContract)('AccessPath objects: $name', ({ run }) => run(accessPathObjects()));
  test.each(nodeReportsContract)('node reports: $name', ({ run }) =>
    run({ reports: new FakeNodeReports(), freshNode: () => Promise.resolve(freshName()) }),
  );
  test.each(volumeRecordsContract)('volume records: $name', ({ run }) => run(volumeRecords()));
  test.each(persistentVolumesContract)('PersistentVolumes: $name', ({ run }) => run(persistentVolumes()));
  test.each(arraySecretsContract)('Secrets of arrays: $name', ({ run }) => run(arraySecrets()));
  test.each(classSecretsContract)('credentials of classes: $name', ({ run }) => run(classSecrets()));
  test.each(eventSinkContract)('events: $name', ({ run }) => run(eventSink()));
});

test('an API server that is down, or not yet listed, is a problem of its own kind', async () => {
  const objects = new FakeAccessPathObjects();
  objects.faults.down = true;
  expect(await objects.read(freshKey())).toMatchObject({ problem: { kind: 'kubernetes-unreachable' } });
  objects.faults.unsynced = true;
  expect(objects.list()).toMatchObject({ problem: { kind: 'kubernetes-unsynced' } });
});
