import { leavesOpen } from '../array/leaves-open.js';
import type { StorageArray } from '../array/storage-array.js';
import { formatBytes, type Bytes } from '../shared/bytes.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { dropHelper, ensureHelper } from '../snapshot/helper-snapshot.js';
import type { BlockSnapshot } from '../snapshot/snapshot.js';
import type { DeletePolicy, NewVolume } from './block-volumes.port.js';
import { fitsRange, type CapacityRange } from './capacity-range.js';
import { sameSource, type FoundSource } from './content-source.js';
import type { Pool } from './pool.js';
import { addVolumeNote, readVolumeNotes, type VolumeNote, type VolumeSource } from './volume-notes.js';
import type { BlockVolume } from './volume.js';
import type { VolumeName } from './volume-name.js';

export interface WantedVolume {
  readonly name: VolumeName;
  readonly size: Bytes;
  readonly range: CapacityRange;
  /** As the class writes it. */
  readonly pool: string;
  readonly deletePolicy: DeletePolicy;
  /** Only ever asked for as a raw device. */
  readonly isRaw: boolean;
  readonly source: FoundSource | undefined;
}

/**
 * Finds the volume or makes it. The look-up comes first, and again after an answer that leaves open whether the
 * array created it (a lost reply, or another controller that was faster), so a retry never makes a second one.
 */
export async function ensureVolume(
  array: StorageArray,
  wanted: WantedVolume,
  signal: CancelSignal,
): Promise<Result<BlockVolume, Problem>> {
  const [existing, pool] = await Promise.all([
    array.volumes.find(wanted.name, signal),
    array.pools.find(wanted.pool, signal),
  ]);
  if (!pool.ok) return pool;
  if (!existing.ok) return existing;
  if (existing.value !== undefined)
    return adopt(array, { wanted, pool: pool.value, volume: existing.value }, signal);
  const refusal = refuse(wanted, pool.value);
  if (refusal !== undefined) return failed(refusal);
  const created = await make(array, wanted, pool.value, signal);
  if (created.ok || !leavesOpen(created.problem)) return created;
  const again = await array.volumes.find(wanted.name, signal);
  if (!again.ok) return again;
  if (again.value !== undefined)
    return adopt(array, { wanted, pool: pool.value, volume: again.value }, signal);
  return created.problem.kind === 'array-refused' ? refused(array, wanted, created, signal) : created;
}

/** Nobody deletes a volume that was refused, so its helper snapshot goes at once: it would hold the source for ever. */
async function refused(
  array: StorageArray,
  { name, source }: WantedVolume,
  refusal: Result<never, Problem>,
  signal: CancelSignal,
): Promise<Result<never, Problem>> {
  if (source?.note.kind !== 'volume') return refusal;
  const dropped = await dropHelper(array, name, source.volume, signal);
  return dropped.ok ? refusal : dropped;
}

async function make(
  array: StorageArray,
  wanted: WantedVolume,
  pool: Pool,
  signal: CancelSignal,
): Promise<Result<BlockVolume, Problem>> {
  const { name, size, source } = wanted;
  const spec: NewVolume = { name, size, pool, description: descriptionOf(wanted) };
  if (source === undefined) return array.volumes.create(spec, signal);
  const snapshot = await snapshotFor(array, source, name, signal);
  return snapshot.ok ? array.volumes.create({ ...spec, snapshot: snapshot.value }, signal) : snapshot;
}

async function snapshotFor(
  array: StorageArray,
  { snapshot, volume }: FoundSource,
  name: VolumeName,
  signal: CancelSignal,
): Promise<Result<BlockSnapshot, Problem>> {
  if (snapshot !== undefined) return ok(snapshot);
  if (volume === undefined) throw new Error('a source is a snapshot or a volume');
  return ensureHelper(array, volume, name, signal);
}

function descriptionOf({ name, source, deletePolicy, isRaw }: WantedVolume): string {
  const notes: readonly (VolumeNote | undefined)[] = [
    source && { word: 'from', source: source.note },
    deletePolicy === 'trash' ? { word: 'delete', policy: deletePolicy } : undefined,
    isRaw ? { word: 'use', as: 'raw' } : undefined,
  ];
  const given = notes.filter((note) => note !== undefined);
  return given.reduce(addVolumeNote, `twinsite volume ${name}`);
}

async function adopt(
  array: StorageArray,
  match: { readonly wanted: WantedVolume; readonly pool: Pool; readonly volume: BlockVolume },
  signal: CancelSignal,
): Promise<Result<BlockVolume, Problem>> {
  const difference = differs(match.wanted, match.pool, match.volume);
  if (difference !== undefined)
    return failed({ kind: 'volume-differs', volume: match.wanted.name, difference });
  const { state } = match.volume;
  if (state.kind === 'ready') return ok(match.volume);
  if (state.kind === 'failed')
    return failed({ kind: 'volume-failed', volume: match.wanted.name, status: state.status });
  return array.volumes.settle(match.volume, signal);
}

function differs(wanted: WantedVolume, pool: Pool, volume: BlockVolume): string | undefined {
  if (volume.pool !== pool.name) return `it is in pool ${volume.pool}, the request wants pool ${pool.name}`;
  const made = readVolumeNotes(volume.description).source;
  if (!sameSource(made, wanted.source?.note))
    return `it was made ${inWords(made)}, the request wants it ${inWords(wanted.source?.note)}`;
  // A copy that was cut off before it was resized still has the size of its source.
  const isUnfinished = wanted.source !== undefined && volume.size === wanted.source.size;
  if (isUnfinished || fitsRange(volume.size, wanted.range)) return undefined;
  return `it has ${formatBytes(volume.size)}, the request wants ${formatBytes(wanted.size)}`;
}

const inWords = (source: VolumeSource | undefined): string =>
  source === undefined ? 'empty' : `from ${source.kind} ${source.of}`;

function refuse(wanted: WantedVolume, pool: Pool): Problem | undefined {
  const origin = wanted.source?.volume;
  if (origin !== undefined && origin.pool !== pool.name) {
    const remedy = `the source is in pool ${origin.pool}; a copy stays in the pool of its source`;
    return { kind: 'invalid-request', field: 'parameters["pool"]', value: wanted.pool, remedy };
  }
  return refuseWhenFull(wanted, pool);
}

/** Volumes are thin, so only a size beyond the whole pool, or an empty pool, is refused before asking the array. */
function refuseWhenFull(wanted: WantedVolume, pool: Pool): Problem | undefined {
  const tooBig = pool.total !== undefined && wanted.size > pool.total;
  if (!tooBig && pool.status !== 'full' && pool.free !== 0n) return undefined;
  const detail = tooBig
    ? `the whole pool has ${formatBytes(pool.total)}`
    : `status ${pool.status}, ${pool.free === undefined ? 'free space unknown' : `${formatBytes(pool.free)} free`}`;
  return { kind: 'pool-full', pool: pool.name, requested: wanted.size, detail };
}
