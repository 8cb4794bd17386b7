import { describe, expect, test } from 'vitest';
import {
  confirmAbsence,
  confirmWhole,
  deleteVolume,
  listVolumes,
  never,
  unpublishVolume,
} from '@twinsite/domain';
import { directoryOf, FakeArray, ManualClock } from '@twinsite/domain/testing';
import { provisioned } from './recorded-cluster.js';
import { nodeIdOf } from './subjects.js';

const volumeId = 'csi-iscsi-vid-pvc-1';

/** The volume is on array-1, by its PersistentVolume; these arrays are listed now. */
async function listing(...listed: readonly FakeArray[]) {
  const made = await provisioned('pvc-1');
  await made.pass();
  const arrays = directoryOf(...listed);
  const { volumes, records } = made;
  const room = { arrays, volumes, records };
  const checks = { confirmAbsence: confirmAbsence(room), confirmWhole: confirmWhole(room) };
  const deps = { arrays, clock: new ManualClock(), ...checks };
  return {
    ...made,
    list: () => listVolumes(deps)({ maxEntries: 0, startingToken: '' }, never),
    remove: () => deleteVolume(deps)({ volumeId, credentials: undefined }, never),
    detach: () =>
      unpublishVolume(deps)({ volumeId, nodeId: nodeIdOf('node-1'), credentials: undefined }, never),
  };
}

const dropped = { ok: false, problem: { kind: 'array-dropped', volume: volumeId, array: 'array-1' } };
const done = { ok: true, value: undefined };

describe('an array that left the list with its last AccessPath', () => {
  test('must not have its volumes called deleted or detached by the arrays that stay (H26)', async () => {
    const { remove, detach } = await listing(new FakeArray('array-2'));
    expect(await remove()).toMatchObject(dropped);
    expect(await detach()).toMatchObject(dropped);
  });

  test('never leaves a list without its volumes that looks whole (H27)', async () => {
    const { faults, list } = await listing(new FakeArray('array-2'));
    expect(await list()).toMatchObject(dropped);
    faults.unsynced = true;
    expect(await list()).toMatchObject({ problem: { kind: 'kubernetes-unsynced' } });
  });

  test('nor those of PersistentVolumes without our context, while there is a record of them', async () => {
    const { volumes, remove, detach } = await listing(new FakeArray('array-2'));
    volumes.add({ name: 'pvc-1', volumeHandle: volumeId, context: {} });
    expect(await remove()).toMatchObject(dropped);
    expect(await detach()).toMatchObject(dropped);
  });

  test('nor when an AccessPath joined it by mistake to another array, which alone was asked (H26)', async () => {
    const { volumes, records, recordOf, list, remove, detach } = await listing(new FakeArray('array-2'));
    const context = { 'twinsite/v': '1', 'twinsite/array': 'array-1', accessPaths: 'ap' };
    volumes.add({ name: 'pvc-1', volumeHandle: volumeId, context });
    const record = await recordOf('pvc-1');
    if (typeof record === 'string') throw new Error(record);
    await records.save({ ...record, managers: ['array-2-manager'] });
    expect(await remove()).toMatchObject(dropped);
    expect(await detach()).toMatchObject(dropped);
    expect(await list()).toMatchObject({ ok: true });
  });

  test('nor before the PersistentVolumes of the cluster are known', async () => {
    const { faults, remove, detach } = await listing(new FakeArray('array-2'));
    faults.unsynced = true;
    expect(await remove()).toMatchObject({ problem: { kind: 'kubernetes-unsynced' } });
    expect(await detach()).toMatchObject({ problem: { kind: 'kubernetes-unsynced' } });
  });
});

describe('a volume that is gone is gone', () => {
  test('when its array is listed and has none', async () => {
    const { list, remove, detach } = await listing(new FakeArray('array-1'), new FakeArray('array-2'));
    expect(await list()).toMatchObject({ ok: true });
    expect(await remove()).toEqual(done);
    expect(await detach()).toEqual(done);
  });

  test('when its array goes by another name now, and the record knows it', async () => {
    const { volumes, remove, detach } = await listing(new FakeArray('array-1'));
    const context = { 'twinsite/v': '1', 'twinsite/array': 'as-it-was-called', accessPaths: 'ap' };
    volumes.add({ name: 'pvc-1', volumeHandle: volumeId, context });
    expect(await remove()).toEqual(done);
    expect(await detach()).toEqual(done);
  });

  test('when no PersistentVolume speaks of it', async () => {
    const { volumes, remove, detach } = await listing(new FakeArray('array-2'));
    volumes.remove('pvc-1');
    expect(await remove()).toEqual(done);
    expect(await detach()).toEqual(done);
  });
});
