import type { ArrayCredentials, ArrayDirectory } from '../array/array-directory.port.js';
import { requireOwner } from '../ownership/require-owner.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { parseVolumeName } from '../volume/volume-name.js';
import { locateSnapshot, type LocatedSnapshot } from './find-snapshot.js';
import { parseSnapshotHandle } from './snapshot-handle.js';

export interface DeleteSnapshotRequest {
  readonly snapshotId: string;
  readonly credentials: ArrayCredentials | undefined;
}

/**
 * CSI DeleteSnapshot. "Deleted" is said only when every listed array has answered, and nothing is deleted while one is
 * silent. An id that is not one of this driver names a snapshot that does not exist.
 */
export function deleteSnapshot(deps: {
  readonly arrays: ArrayDirectory;
  /** This cluster's id. Absent: it deletes snapshots of what is not protected. */
  readonly cluster?: string | undefined;
}) {
  return async (request: DeleteSnapshotRequest, signal: CancelSignal): Promise<Result<void, Problem>> => {
    const handle = parseSnapshotHandle(request.snapshotId);
    if (!handle.ok) return ok(undefined);
    const where = await locateSnapshot(deps.arrays, handle.value, signal);
    if (!where.ok) return where;
    const { at, silence } = where.value;
    if (silence !== undefined) return failed(silence);
    if (at === undefined) return ok(undefined);
    const owner = await ownsVolumeOf(at, deps.cluster, signal);
    return owner.ok ? at.array.snapshots.delete(at.snapshot, signal) : owner;
  };
}

/** A snapshot of a group's volume is the owner's: it may be all that is left of a moment before a bad write. */
async function ownsVolumeOf(
  { array, snapshot }: LocatedSnapshot,
  cluster: string | undefined,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const name = parseVolumeName(snapshot.volume.name, 'snapshot_id');
  if (!name.ok) return ok(undefined);
  const volume = await array.volumes.find(name.value, signal);
  if (!volume.ok || volume.value === undefined) return volume.ok ? ok(undefined) : volume;
  return requireOwner({ array, cluster }, volume.value, signal);
}
