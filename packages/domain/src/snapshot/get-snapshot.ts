import type { ArrayCredentials, ArrayDirectory } from '../array/array-directory.port.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { ok, type Result } from '../shared/result.js';
import { findSnapshot } from './find-snapshot.js';
import { snapshotInfo, type SnapshotInfo } from './snapshot-info.js';

export interface GetSnapshotRequest {
  readonly snapshotId: string;
  readonly credentials: ArrayCredentials | undefined;
}

/** CSI GetSnapshot. */
export function getSnapshot(deps: { readonly arrays: ArrayDirectory }) {
  return async (
    { snapshotId }: GetSnapshotRequest,
    signal: CancelSignal,
  ): Promise<Result<SnapshotInfo, Problem>> => {
    const found = await findSnapshot(deps.arrays, snapshotId, signal);
    return found.ok ? ok(snapshotInfo(found.value.snapshot)) : found;
  };
}
