import { createSnapshot, createVolume, deleteVolume, GIB, never } from '@twinsite/domain';
import type { ArrayDirectory, CreateVolumeRequest, StorageArray } from '@twinsite/domain';
import { directoryOf, FakeArray, readWriteOnce } from '@twinsite/domain/testing';
import { volumeClass } from './subjects.js';

export const requestFor = (overrides: Partial<CreateVolumeRequest>): CreateVolumeRequest => ({
  name: 'pvc-1',
  requiredBytes: GIB,
  parameters: volumeClass,
  capabilities: [readWriteOnce()],
  source: 'none',
  credentials: undefined,
  ...overrides,
});

/** An array with the volume `pvc-1` of 1 GiB, and the calls that make copies of it. */
export async function aSource() {
  const array = new FakeArray();
  const arrays = directoryOf(array);
  const made = await createVolume({ arrays })(requestFor({}), never);
  if (!made.ok) throw new Error('no source volume');
  const through = (ports: StorageArray): ArrayDirectory => ({
    listed: () => [ports],
    resolve: () => ({ ok: true, value: ports }),
  });
  return {
    array,
    arrays,
    through,
    volumeId: made.value.volumeId,
    create: (overrides: Partial<CreateVolumeRequest>, on = arrays) =>
      createVolume({ arrays: on })(requestFor(overrides), never),
    remove: (name: string, on = arrays) =>
      deleteVolume({ arrays: on })({ volumeId: `csi-iscsi-vid-${name}`, credentials: undefined }, never),
    snapshot: async (parameters: Record<string, string> = {}, name = 'snapshot-1'): Promise<string> => {
      const sourceVolumeId = 'csi-iscsi-vid-pvc-1';
      const taken = await createSnapshot({ arrays })(
        { name, sourceVolumeId, parameters, credentials: undefined },
        never,
      );
      if (!taken.ok) throw new Error('no snapshot');
      return taken.value.snapshotId;
    },
    volumes: () => [...array.state.volumes.keys()].sort(),
    snapshots: () => [...array.state.snapshots.values()].map(({ name }) => name).sort(),
    volume: (name: string) => array.state.volumes.get(name),
  };
}

export const everySnapshot = {
  maxEntries: 0,
  startingToken: '',
  snapshotId: '',
  sourceVolumeId: '',
  credentials: undefined,
};

export const take = (arrays: ArrayDirectory, overrides: object = {}) =>
  createSnapshot({ arrays })(
    {
      name: 'snapshot-1',
      sourceVolumeId: 'csi-iscsi-vid-pvc-1',
      parameters: {},
      credentials: undefined,
      ...overrides,
    },
    never,
  );
