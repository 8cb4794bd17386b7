import type { ArrayCredentials, ArrayDirectory } from '../array/array-directory.port.js';
import { locateVolume } from '../array/ask-arrays.js';
import { pageOf, type Page, type PageRequest } from '../array/list-page.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { all, failed, ok, type Result } from '../shared/result.js';
import { parseBlockHandle } from '../volume/volume-handle.js';
import { findSnapshot } from './find-snapshot.js';
import { isHelperName } from './helper-snapshot.js';
import { snapshotInfo, type SnapshotInfo } from './snapshot-info.js';
import { parseSnapshotName } from './snapshot-name.js';
import type { BlockSnapshot } from './snapshot.js';

export interface ListSnapshotsRequest extends PageRequest {
  /** Empty: not asked for one. */
  readonly snapshotId: string;
  /** Empty: of all volumes. */
  readonly sourceVolumeId: string;
  readonly credentials: ArrayCredentials | undefined;
}

/**
 * CSI ListSnapshots: complete or a problem. An id or volume that no array has gives an empty list, as the specification
 * wants it. Helper snapshots of clones are the driver's own affair and are never shown.
 */
export function listSnapshots(deps: { readonly arrays: ArrayDirectory }) {
  return async (
    request: ListSnapshotsRequest,
    signal: CancelSignal,
  ): Promise<Result<Page<SnapshotInfo>, Problem>> => {
    const found = await snapshotsFor(deps.arrays, request, signal);
    if (!found.ok) return found;
    const rows = found.value.filter(
      ({ name, volume }) =>
        !isHelperName(name) &&
        parseSnapshotName(name, 'name').ok &&
        parseSnapshotName(volume.name, 'volume').ok,
    );
    const names = deps.arrays.listed().map(({ name }) => name);
    const page = pageOf(rows, names, request);
    if (!page.ok) return page;
    const sourceVolumeId = request.sourceVolumeId === '' ? undefined : request.sourceVolumeId;
    return ok({ ...page.value, rows: page.value.rows.map((row) => snapshotInfo(row, sourceVolumeId)) });
  };
}

async function snapshotsFor(
  arrays: ArrayDirectory,
  { snapshotId, sourceVolumeId }: ListSnapshotsRequest,
  signal: CancelSignal,
): Promise<Result<readonly BlockSnapshot[], Problem>> {
  if (snapshotId !== '') {
    const found = await findSnapshot(arrays, snapshotId, signal);
    if (found.ok) return ok([found.value.snapshot].filter(({ volume }) => isOf(volume.name, sourceVolumeId)));
    return found.problem.kind === 'snapshot-missing' ? ok([]) : found;
  }
  if (sourceVolumeId !== '') return snapshotsOf(arrays, sourceVolumeId, signal);
  const listed = arrays.listed();
  if (listed.length === 0) return failed({ kind: 'array-not-listed', managers: [], listed: [] });
  const lists = await Promise.all(listed.map((array) => array.snapshots.list(undefined, signal)));
  const everything = all(lists);
  return everything.ok ? ok(everything.value.flat()) : everything;
}

async function snapshotsOf(
  arrays: ArrayDirectory,
  volumeId: string,
  signal: CancelSignal,
): Promise<Result<readonly BlockSnapshot[], Problem>> {
  const name = parseBlockHandle(volumeId);
  if (!name.ok) return ok([]);
  const where = await locateVolume(arrays.listed(), name.value, signal);
  if (!where.ok) return where;
  if (where.value.kind === 'nowhere') return ok([]);
  const { array, volume } = where.value.at;
  return array.snapshots.list(volume, signal);
}

function isOf(volumeName: string, volumeId: string): boolean {
  const name = parseBlockHandle(volumeId);
  return volumeId === '' || (name.ok && name.value === volumeName);
}
