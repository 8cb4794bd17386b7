import type { ArrayDirectory } from '../array/array-directory.port.js';
import type { StorageArray } from '../array/storage-array.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { parseSnapshotHandle, type SnapshotHandle } from './snapshot-handle.js';
import type { BlockSnapshot } from './snapshot.js';

export interface LocatedSnapshot {
  readonly array: StorageArray;
  readonly snapshot: BlockSnapshot;
}

/** `silence` is the problem of an array that did not answer: whether it also has one is not known. */
export interface SnapshotWhereabouts {
  readonly at: LocatedSnapshot | undefined;
  readonly silence: Problem | undefined;
}

/** Asks every listed array. "Nowhere" is a claim about all of them, so a silent one makes it a problem. */
export async function locateSnapshot(
  arrays: ArrayDirectory,
  { id, name }: SnapshotHandle,
  signal: CancelSignal,
): Promise<Result<SnapshotWhereabouts, Problem>> {
  const listed = arrays.listed();
  if (listed.length === 0) return failed({ kind: 'array-not-listed', managers: [], listed: [] });
  const answers = await Promise.all(
    listed.map(async (array) => ({ array, answer: await array.snapshots.get(id, signal) })),
  );
  const found = answers.flatMap(({ array, answer }) =>
    answer.ok && answer.value?.name === name ? [{ array, snapshot: answer.value }] : [],
  );
  const silent = answers.find(({ answer }) => !answer.ok)?.answer;
  const silence = silent?.ok === false ? silent.problem : undefined;
  const [at, second] = found;
  if (second !== undefined) {
    return failed({
      kind: 'volume-ambiguous',
      volume: `snapshot ${name}`,
      arrays: found.map(({ array }) => array.name),
    });
  }
  return at === undefined && silence !== undefined ? failed(silence) : ok({ at, silence });
}

/** The snapshot behind a CSI snapshot id, or `snapshot-missing` when every listed array said that it has none. */
export async function findSnapshot(
  arrays: ArrayDirectory,
  snapshotId: string,
  signal: CancelSignal,
): Promise<Result<LocatedSnapshot, Problem>> {
  const handle = parseSnapshotHandle(snapshotId);
  if (!handle.ok) return handle;
  const where = await locateSnapshot(arrays, handle.value, signal);
  if (!where.ok) return where;
  if (where.value.at !== undefined) return ok(where.value.at);
  const names = arrays.listed().map(({ name }) => name);
  return failed({ kind: 'snapshot-missing', snapshot: snapshotId, arrays: names });
}
