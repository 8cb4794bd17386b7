import type { ArrayCredentials, ArrayDirectory } from '../array/array-directory.port.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { locateSnapshot } from './find-snapshot.js';
import { parseSnapshotHandle } from './snapshot-handle.js';

export interface DeleteSnapshotRequest {
  readonly snapshotId: string;
  readonly credentials: ArrayCredentials | undefined;
}

/**
 * CSI DeleteSnapshot. "Deleted" is said only when every listed array has answered, and nothing is deleted while one is
 * silent. An id that is not one of this driver names a snapshot that does not exist.
 */
export function deleteSnapshot(deps: { readonly arrays: ArrayDirectory }) {
  return async (request: DeleteSnapshotRequest, signal: CancelSignal): Promise<Result<void, Problem>> => {
    const handle = parseSnapshotHandle(request.snapshotId);
    if (!handle.ok) return ok(undefined);
    const where = await locateSnapshot(deps.arrays, handle.value, signal);
    if (!where.ok) return where;
    const { at, silence } = where.value;
    if (silence !== undefined) return failed(silence);
    return at === undefined ? ok(undefined) : at.array.snapshots.delete(at.snapshot, signal);
  };
}
