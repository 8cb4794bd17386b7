import {
  confirmFileAbsence,
  confirmFilesWhole,
  failed,
  never,
  ok,
  type ArrayDirectory,
} from '@twinsite/domain';
import { FakePersistentVolumes } from '@twinsite/domain/testing';
import { expect, test } from 'vitest';

const volumeId = 'csi-nfs-vid-pvc-1';
const ours = { 'twinsite/v': '1', 'twinsite/array': 'array-1', xmsServers: '10.0.0.1, 10.0.0.2' };

function listing(
  name: string,
  managers: readonly string[],
  context: Readonly<Record<string, string>> = ours,
) {
  const arrays: ArrayDirectory<{ readonly name: string }> = {
    listed: () => [{ name }],
    resolve: (hint) =>
      hint.managers.some((manager) => managers.includes(manager))
        ? ok({ name })
        : failed({ kind: 'array-not-listed', managers: hint.managers, listed: [name] }),
  };
  const volumes = new FakePersistentVolumes();
  volumes.add({ name: 'pvc-1', volumeHandle: volumeId, context });
  const room = { arrays, volumes };
  return {
    volumes,
    gone: (id = volumeId) => confirmFileAbsence(room)(id, never),
    whole: () => confirmFilesWhole(room)(never),
  };
}

const dropped = { ok: false, problem: { kind: 'array-dropped', volume: volumeId, array: 'array-1' } };

test('a volume whose array is listed no more is not called gone, and no list without it whole (H26, H27)', async () => {
  const { gone, whole } = listing('array-2', ['10.9.9.9']);
  expect(await gone()).toMatchObject(dropped);
  expect(await whole()).toMatchObject(dropped);
  expect(await gone('csi-nfs-vid-other')).toEqual(ok(undefined));
});

test('an array that goes by another name is known by any of its managers', async () => {
  for (const listed of [listing('array-1', []), listing('10.0.0.2:8056', ['10.0.0.2'])]) {
    expect(await listed.gone()).toEqual(ok(undefined));
    expect(await listed.whole()).toEqual(ok(undefined));
  }
});

test('a PersistentVolume of the vendor’s driver is known by its managers, and one that names none says nothing', async () => {
  const vendor = listing('array-2', ['10.9.9.9'], { xmsServers: '10.0.0.1', shares: '10.0.0.9:/sdsfs/f/' });
  expect(await vendor.gone()).toMatchObject({ problem: { kind: 'array-dropped', array: '10.0.0.1' } });
  expect(await listing('array-2', [], {}).gone()).toEqual(ok(undefined));
});

test('before the PersistentVolumes have been listed nothing is confirmed', async () => {
  const { volumes, gone, whole } = listing('array-2', []);
  volumes.faults.unsynced = true;
  expect(await gone()).toMatchObject({ problem: { kind: 'kubernetes-unsynced' } });
  expect(await whole()).toMatchObject({ problem: { kind: 'kubernetes-unsynced' } });
});
