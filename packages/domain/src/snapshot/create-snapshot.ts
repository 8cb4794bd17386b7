import type { ArrayCredentials, ArrayDirectory } from '../array/array-directory.port.js';
import { findVolume } from '../array/find-volume.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { ok, type Result } from '../shared/result.js';
import { ensureSnapshot } from './ensure-snapshot.js';
import { refuseHelperName } from './helper-snapshot.js';
import { snapshotInfo, type SnapshotInfo } from './snapshot-info.js';
import { parseSnapshotName } from './snapshot-name.js';
import { describeSnapshot } from './snapshot-notes.js';
import { parseSnapshotParameters } from './snapshot-parameters.js';

export interface CreateSnapshotRequest {
  readonly name: string;
  readonly sourceVolumeId: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly credentials: ArrayCredentials | undefined;
}

/** CSI CreateSnapshot: the same name of the same volume is the same answer, however often and from whomever. */
export function createSnapshot(deps: { readonly arrays: ArrayDirectory }) {
  return async (
    request: CreateSnapshotRequest,
    signal: CancelSignal,
  ): Promise<Result<SnapshotInfo, Problem>> => {
    const name = parseSnapshotName(request.name, 'name');
    if (!name.ok) return name;
    const reserved = refuseHelperName(name.value);
    if (!reserved.ok) return reserved;
    const notes = parseSnapshotParameters(request.parameters);
    if (!notes.ok) return notes;
    const source = await findVolume(deps.arrays, request.sourceVolumeId, signal);
    if (!source.ok) return source;
    const { array, volume } = source.value;
    const description = describeSnapshot(name.value, notes.value);
    const snapshot = await ensureSnapshot(array, { name: name.value, volume, description }, signal);
    return snapshot.ok ? ok(snapshotInfo(snapshot.value, request.sourceVolumeId)) : snapshot;
  };
}
