import { never } from '../../shared/cancel-signal.js';
import type { BlockSnapshot } from '../../snapshot/snapshot.js';
import type { SnapshotName } from '../../snapshot/snapshot-name.js';
import { addVolumeNote } from '../../volume/volume-notes.js';
import type { BlockVolume } from '../../volume/volume.js';
import { expectOk } from '../check.js';
import { SIZE } from './a-volume.js';
import type { VolumesSubject } from './volumes-subject.js';

export const freshSnapshotName = (subject: VolumesSubject): SnapshotName =>
  String(subject.freshName()) as SnapshotName;

export async function aSnapshot(subject: VolumesSubject, volume: BlockVolume): Promise<BlockSnapshot> {
  const spec = { name: freshSnapshotName(subject), volume, description: 'line 1\nline 2' };
  return expectOk(await subject.array.snapshots.create(spec, never), 'take snapshot');
}

/** A volume made from the snapshot, with the note that says so; the size asked for is not the snapshot's. */
export async function aClone(subject: VolumesSubject, snapshot: BlockSnapshot): Promise<BlockVolume> {
  const source = { kind: 'snapshot', of: snapshot.id } as const;
  const description = addVolumeNote('a clone', { word: 'from', source });
  const spec = { name: subject.freshName(), pool: subject.pool, size: SIZE, snapshot, description };
  return expectOk(await subject.array.volumes.create(spec, never), 'create from the snapshot');
}
