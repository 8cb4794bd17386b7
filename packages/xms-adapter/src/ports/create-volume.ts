import { failed, ok } from '@twinsite/domain';
import type { BlockVolume, CancelSignal, NewVolume, Problem, Result } from '@twinsite/domain';
import { refusedWith } from '../client/refusal.js';
import { decodeVolume, type WireVolume } from '../wire/volume.js';
import type { ArrayContext } from './array-context.js';
import { rowsNamed } from './find-volumes.js';
import { settleVolume } from './settle-volume.js';
import { toBlockVolume } from './to-block-volume.js';

/**
 * `POST /block-volumes/`. With a snapshot no size is sent: whether one would be honoured is not documented, so the
 * reply's counts. It shares the snapshot's data at first; whoever wants it to stand alone flattens it afterwards.
 */
export async function createVolume(
  array: ArrayContext,
  spec: NewVolume,
  signal: CancelSignal,
): Promise<Result<BlockVolume, Problem>> {
  const contents = contentsOf(spec);
  if (!contents.ok) return contents;
  const { name, pool, snapshot, description } = spec;
  const created = await array.client.change(
    'POST',
    {
      path: '/block-volumes/',
      body: { block_volume: { name, pool_id: Number(pool.id), description, ...contents.value } },
      operation: `create volume ${name}${snapshot === undefined ? '' : ` from snapshot ${snapshot.name}`}`,
      decode: (from) => decodeVolume(from.object('block_volume')),
    },
    signal,
  );
  if (!created.ok) {
    return refusedWith(created.problem, 400, 409)
      ? explainRefusal(array, spec, created.problem, signal)
      : created;
  }
  const { client, identityRule } = array;
  const volume = toBlockVolume(created.value, name, { name: client.array, identityRule });
  const settled = await settleVolume(array, volume, signal);
  return settled.ok && snapshot !== undefined ? ok({ ...settled.value, origin: 'copied' }) : settled;
}

function contentsOf({ size, snapshot }: NewVolume): Result<Readonly<Record<string, unknown>>, Problem> {
  if (snapshot !== undefined) return ok({ block_snapshot_id: Number(snapshot.id), flattened: false });
  const bytes = Number(size);
  if (Number.isSafeInteger(bytes)) return ok({ size: bytes });
  const detail = `${size} bytes is more than the array's API can carry`;
  return failed({ kind: 'capacity-out-of-range', detail });
}

/** A duplicate name has no status of its own, so the look-up decides what a refusal meant. */
async function explainRefusal(
  { client }: ArrayContext,
  { name }: NewVolume,
  refusal: Problem,
  signal: CancelSignal,
): Promise<Result<never, Problem>> {
  const existing = await rowsNamed(client, name, signal);
  if (!existing.ok) return existing;
  const first = existing.value.find(({ recycled }) => !recycled);
  if (first === undefined) return failed(inTrash(refusal, existing.value[0]));
  const difference = `the array has a volume of this name already (id ${first.id}, ${first.size} bytes)`;
  return failed({ kind: 'volume-differs', volume: name, difference });
}

function inTrash(refusal: Problem, row: WireVolume | undefined): Problem {
  if (row === undefined || refusal.kind !== 'array-refused') return refusal;
  const detail = `${refusal.detail}; a volume of this name (id ${row.id}) is in the array's trash: restore it there or empty the trash`;
  return { ...refusal, detail };
}
