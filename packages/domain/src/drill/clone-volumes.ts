import type { StorageArray } from '../array/storage-array.js';
import { forEach } from '../ownership/place-volumes.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { BlockSnapshot } from '../snapshot/snapshot.js';
import { addVolumeNote, readVolumeNotes } from '../volume/volume-notes.js';
import type { BlockVolume } from '../volume/volume.js';
import { cloneDescription, cloneName, drillSnapshotName, isCloneOf } from './drill-names.js';

/** A block volume of the group that is drilled. */
export interface Original {
  /** Name of its PersistentVolume. */
  readonly persistentVolume: string;
  readonly array: StorageArray;
  readonly volume: BlockVolume;
}

export interface DrillClone {
  readonly persistentVolume: string;
  readonly volume: BlockVolume;
}

export interface Cloning {
  readonly id: string;
  readonly originals: readonly Original[];
}

/**
 * One snapshot of all volumes of an array, of one moment, and a new volume made from each. Nobody has the originals mapped on its
 * account. The same again finds what was made; volumes of several arrays are of one moment for each.
 */
export async function cloneVolumes(
  { id, originals }: Cloning,
  signal: CancelSignal,
): Promise<Result<readonly DrillClone[], Problem>> {
  const snapshots = new Map<string, BlockSnapshot>();
  for (const array of new Map(originals.map((one) => [one.array.name, one.array])).values()) {
    const volumes = originals.filter((one) => one.array.name === array.name).map(({ volume }) => volume);
    const spec = { name: drillSnapshotName(id), volumes, description: cloneDescription(id) };
    const taken = await array.groupSnapshots.take(spec, signal);
    if (!taken.ok) return taken;
    for (const snapshot of taken.value) snapshots.set(`${array.name} ${snapshot.volume.id}`, snapshot);
  }
  return forEach([...originals.entries()], signal, async ([index, original]) => {
    const snapshot = snapshots.get(`${original.array.name} ${original.volume.id}`);
    const name = cloneName(id, index);
    if (snapshot === undefined)
      return failed({ kind: 'snapshot-missing', snapshot: drillSnapshotName(id), arrays: [name] });
    const clone = await ensureClone({ id, name, original, snapshot }, signal);
    return clone.ok ? ok({ persistentVolume: original.persistentVolume, volume: clone.value }) : clone;
  });
}

interface Wanted {
  readonly id: string;
  readonly name: ReturnType<typeof cloneName>;
  readonly original: Original;
  readonly snapshot: BlockSnapshot;
}

async function ensureClone(
  { id, name, original: { array, volume }, snapshot }: Wanted,
  signal: CancelSignal,
): Promise<Result<BlockVolume, Problem>> {
  const found = await array.volumes.find(name, signal);
  if (!found.ok) return found;
  if (found.value !== undefined) {
    const difference = 'it was not made by this drill';
    if (!isCloneOf(id, found.value)) return failed({ kind: 'volume-differs', volume: name, difference });
    return found.value.state.kind === 'settling'
      ? array.volumes.settle(found.value, signal)
      : ok(found.value);
  }
  const pool = await array.pools.find(volume.pool, signal);
  if (!pool.ok) return pool;
  const noted = addVolumeNote(cloneDescription(id), {
    word: 'from',
    source: { kind: 'snapshot', of: snapshot.id },
  });
  const isRaw = readVolumeNotes(volume.description).isRaw;
  const description = isRaw ? addVolumeNote(noted, { word: 'use', as: 'raw' }) : noted;
  return array.volumes.create({ name, pool: pool.value, size: volume.size, snapshot, description }, signal);
}
