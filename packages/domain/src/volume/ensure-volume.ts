import type { StorageArray } from '../array/storage-array.js';
import { formatBytes, type Bytes } from '../shared/bytes.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { fitsRange, type CapacityRange } from './capacity-range.js';
import type { Pool } from './pool.js';
import type { BlockVolume } from './volume.js';
import type { VolumeName } from './volume-name.js';

export interface WantedVolume {
  readonly name: VolumeName;
  readonly size: Bytes;
  readonly range: CapacityRange;
  /** As the class writes it. */
  readonly pool: string;
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
  const full = refuseWhenFull(wanted, pool.value);
  if (full !== undefined) return failed(full);
  const description = `twinsite volume ${wanted.name}`;
  const created = await array.volumes.create(
    { name: wanted.name, size: wanted.size, pool: pool.value, description },
    signal,
  );
  if (created.ok || !leavesOpen(created.problem)) return created;
  const again = await array.volumes.find(wanted.name, signal);
  if (!again.ok) return again;
  return again.value === undefined
    ? created
    : adopt(array, { wanted, pool: pool.value, volume: again.value }, signal);
}

const leavesOpen = (problem: Problem): boolean =>
  problem.kind === 'outcome-unknown' || problem.kind === 'volume-differs' || problem.kind === 'array-refused';

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
  if (fitsRange(volume.size, wanted.range)) return undefined;
  return `it has ${formatBytes(volume.size)}, the request wants ${formatBytes(wanted.size)}`;
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
