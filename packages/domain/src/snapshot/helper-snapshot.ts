import type { StorageArray } from '../array/storage-array.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { GeneralProblem, Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { sha256 } from '../shared/sha256.js';
import type { BlockVolume } from '../volume/volume.js';
import { utf8 } from '../shared/utf8.js';
import type { VolumeName } from '../volume/volume-name.js';
import { ensureSnapshot } from './ensure-snapshot.js';
import type { SnapshotName } from './snapshot-name.js';
import type { BlockSnapshot } from './snapshot.js';

const PREFIX = 'twinsite-clone-';
const LONGEST = 128;

/** The array clones through snapshots only, so a clone of a volume has one of its own, found again by this name. */
export function helperName(clone: VolumeName): SnapshotName {
  const plain = PREFIX + clone;
  return (utf8(plain).length <= LONGEST ? plain : `${PREFIX}sha256-${sha256(utf8(clone))}`) as SnapshotName;
}

export const isHelperName = (name: string): boolean => name.startsWith(PREFIX);

export function refuseHelperName(name: SnapshotName): Result<void, GeneralProblem> {
  if (!isHelperName(name)) return ok(undefined);
  const remedy = `names that begin with ${PREFIX} are the driver's own; use another one`;
  return failed({ kind: 'invalid-request', field: 'name', value: name, remedy });
}

export const ensureHelper = (
  array: StorageArray,
  source: BlockVolume,
  clone: VolumeName,
  signal: CancelSignal,
): Promise<Result<BlockSnapshot, Problem>> =>
  ensureSnapshot(
    array,
    { name: helperName(clone), volume: source, description: `twinsite helper of the clone ${clone}` },
    signal,
  );

/** Removes the helper of a clone, wherever on the array it is; none is success. */
export async function dropHelper(
  array: StorageArray,
  clone: VolumeName,
  source: BlockVolume | undefined,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const snapshots = await array.snapshots.list(source, signal);
  if (!snapshots.ok) return snapshots;
  const name = helperName(clone);
  for (const snapshot of snapshots.value.filter((candidate) => candidate.name === name)) {
    const removed = await array.snapshots.delete(snapshot, signal);
    if (!removed.ok) return removed;
  }
  return ok(undefined);
}
