import {
  createVolume,
  keepVolumeRecords,
  never,
  ownNames,
  type KeeperPass,
  type VolumeRecord,
} from '@twinsite/domain';
import {
  directoryOf,
  FakeArray,
  FakePersistentVolumes,
  FakeVolumeRecords,
  noKubernetesFaults,
} from '@twinsite/domain/testing';
import { requestFor } from './copied-volumes.js';

/** A cluster with its arrays, PersistentVolumes and records, and the keeper of these. */
export function cluster(...arrays: readonly FakeArray[]) {
  const faults = noKubernetesFaults();
  const volumes = new FakePersistentVolumes(faults);
  const records = new FakeVolumeRecords(faults);
  const room = { arrays: directoryOf(...arrays), names: ownNames, clusterId: 'site-one' };
  const keep = keepVolumeRecords({ ...room, volumes, records, managersOf: (array) => [`${array}-manager`] });
  const pass = async (kind: KeeperPass = 'quick') => {
    const report = await keep(kind, never);
    if (!report.ok) throw new Error(report.problem.kind);
    return report.value;
  };
  const recordOf = async (pv: string): Promise<VolumeRecord | string> => {
    const found = await records.find(pv);
    if (!found.ok) throw new Error(found.problem.kind);
    return found.value.kind === 'ours' ? found.value.record : found.value.kind;
  };
  return { arrays: room.arrays, faults, volumes, records, keep, pass, recordOf };
}

export async function provisioned(name: string, array = new FakeArray()) {
  const made = cluster(array);
  await provision(made, name);
  return { ...made, array };
}

export async function provision(
  { arrays, volumes }: ReturnType<typeof cluster>,
  name: string,
): Promise<void> {
  const volume = await createVolume({ arrays })(requestFor({ name }), never);
  if (!volume.ok) throw new Error(volume.problem.kind);
  volumes.add({ name, volumeHandle: volume.value.volumeId, context: volume.value.context });
}
