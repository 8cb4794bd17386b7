import { expect, test } from 'vitest';
import {
  createSnapshot,
  createVolume,
  deleteVolume,
  expandVolume,
  GIB,
  never,
  publishVolume,
  unpublishVolume,
} from '@twinsite/domain';
import { directoryOf, FakeArray, ManualClock, readWriteOnce } from '@twinsite/domain/testing';
import { requestFor } from './copied-volumes.js';
import { nodeIdOf } from './subjects.js';

/** As the vendor's driver left it: its own description, and a PV without any attribute of ours. */
async function vendorVolume() {
  const array = new FakeArray();
  const arrays = directoryOf(array);
  await createVolume({ arrays })(requestFor({ name: 'pvc-0a1b' }), never);
  const volume = array.state.volumes.get('pvc-0a1b');
  if (volume === undefined) throw new Error('no volume');
  array.state.volumes.set('pvc-0a1b', { ...volume, description: 'Created by csi' });
  return { array, arrays };
}

const node = { nodeId: nodeIdOf('node-1'), capability: readWriteOnce(), readOnly: false, context: {} };
const credentials = undefined;

test.each(['csi-iscsi-vid-pvc-0a1b', 'csi-iscsi-pvc-0a1b'])(
  "a volume of the vendor's driver by the handle %s: published, expanded, copied and deleted",
  async (volumeId) => {
    const { array, arrays } = await vendorVolume();
    const published = await publishVolume({ arrays })({ ...node, volumeId, credentials }, never);
    expect(published).toMatchObject({
      ok: true,
      value: { lun: 1, origin: 'new', readOnly: false, mayFormat: true },
    });
    const wanted = { volumeId, requiredBytes: 2n * GIB, capability: readWriteOnce(), credentials };
    expect(await expandVolume({ arrays })(wanted, never)).toEqual({ ok: true, value: 2n * GIB });
    const snapshot = { name: 's', sourceVolumeId: volumeId, parameters: {}, credentials };
    expect(await createSnapshot({ arrays })(snapshot, never)).toMatchObject({
      ok: true,
      value: { sourceVolumeId: volumeId, size: 2n * GIB },
    });
    const copy = requestFor({ name: 'pvc-2', source: { kind: 'volume', volumeId }, requiredBytes: 2n * GIB });
    expect(await createVolume({ arrays })(copy, never)).toMatchObject({ ok: true });
    array.state.snapshots.clear();
    const leave = { volumeId, nodeId: node.nodeId, credentials };
    expect(await unpublishVolume({ arrays, clock: new ManualClock() })(leave, never)).toMatchObject({
      ok: true,
    });
    expect(await deleteVolume({ arrays })({ volumeId, credentials }, never)).toMatchObject({ ok: true });
    expect([...array.state.volumes.keys()]).toEqual(['pvc-2']);
  },
);

test("the vendor's description is kept beside our notes", async () => {
  const { array, arrays } = await vendorVolume();
  const capability = { ...readWriteOnce(), mode: 'multi-node-reader' as const };
  const request = { ...node, capability, volumeId: 'csi-iscsi-pvc-0a1b', credentials };
  expect(await publishVolume({ arrays })(request, never)).toMatchObject({ ok: true });
  expect(array.state.volumes.get('pvc-0a1b')?.description.split('\n')[0]).toBe('Created by csi');
});

test('with several access paths, and none named, the choice is refused and not guessed', async () => {
  const { array, arrays } = await vendorVolume();
  const [path] = array.state.accessPaths;
  if (path !== undefined) array.state.accessPaths.push({ ...path, id: '2', name: 'ap-2' });
  const request = { ...node, volumeId: 'csi-iscsi-pvc-0a1b', credentials };
  expect(await publishVolume({ arrays })(request, never)).toMatchObject({
    problem: { kind: 'invalid-request' },
  });
  expect(await publishVolume({ arrays, defaultAccessPath: 'ap-2' })(request, never)).toMatchObject({
    ok: true,
  });
});
