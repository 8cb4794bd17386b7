import type { StorageArray } from '../array/storage-array.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Clock } from '../shared/clock.port.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { stoppedProblem } from '../shared/stopped-problem.js';
import type { BlockVolume } from '../volume/volume.js';
import { drillSnapshotName, isCloneOf } from './drill-names.js';

export interface Removing {
  readonly clock: Clock;
  /** A node may have a volume for a while after its pod has gone. */
  readonly waitMs: number;
}

const LOOK_MS = 500;

/** Deletes a drill's volumes and its snapshots from an array, and nothing else; answers how many volumes. */
export async function removeClones(
  array: StorageArray,
  id: string,
  removing: Removing,
  signal: CancelSignal,
): Promise<Result<number, Problem>> {
  const all = await array.volumes.list(signal);
  if (!all.ok) return all;
  const clones = all.value.filter((volume) => isCloneOf(id, volume));
  for (const clone of clones) {
    const gone = await untilDeleted(array, clone, removing, signal);
    if (!gone.ok) return gone;
  }
  const dropped = await array.groupSnapshots.remove(drillSnapshotName(id), signal);
  return dropped.ok ? ok(clones.length) : dropped;
}

async function untilDeleted(
  array: StorageArray,
  clone: BlockVolume,
  { clock, waitMs }: Removing,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const until = clock.now() + waitMs;
  for (;;) {
    const deleted = await array.volumes.delete(clone, 'final', signal);
    if (deleted.ok || deleted.problem.kind !== 'volume-in-use' || clock.now() >= until) return deleted;
    if (signal.aborted) return failed(stoppedProblem(signal, `deletion of volume ${clone.name}`, waitMs));
    await clock.sleep(LOOK_MS, signal);
  }
}
