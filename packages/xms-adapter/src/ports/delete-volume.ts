import { failed, ok } from '@twinsite/domain';
import type { BlockVolume, CancelSignal, DeletePolicy, Problem, Result } from '@twinsite/domain';
import { pollUntilSettled, type Look } from '../client/poll.js';
import { refusedWith } from '../client/refusal.js';
import { settledBy } from '../wire/settled.js';
import type { WireVolume } from '../wire/volume.js';
import type { ArrayContext } from './array-context.js';
import { listSnapshots } from './list-snapshots.js';
import { readHolders } from './read-holders.js';
import { readRow } from './settle-volume.js';

interface Deletion {
  readonly volume: BlockVolume;
  readonly policy: DeletePolicy;
}

/**
 * Deletes past the trash or into it, and waits until the array does not know the volume any more, or has it there.
 * Snapshots are asked for before: whether the array would refuse, or take them along, is not documented.
 */
export async function deleteVolume(
  array: ArrayContext,
  deletion: Deletion,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const { volume, policy } = deletion;
  const free = await refuseSnapshots(array, volume, signal);
  if (!free.ok) return free;
  const path = `/block-volumes/${volume.id}`;
  const request = {
    path,
    query: { bypass_trash: policy === 'final' },
    operation: `delete volume ${volume.name}`,
  };
  const ordered = await array.client.order('DELETE', request, signal);
  if (ordered.ok) return untilGone(array, deletion, signal);
  if (refusedWith(ordered.problem, 404)) return ok(undefined);
  const mayBeUnderWay = ordered.problem.kind === 'outcome-unknown' || refusedWith(ordered.problem, 400, 409);
  return mayBeUnderWay ? explain(array, { ...deletion, refusal: ordered.problem }, signal) : ordered;
}

async function refuseSnapshots(
  array: ArrayContext,
  volume: BlockVolume,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const snapshots = await listSnapshots(array, volume, signal);
  if (!snapshots.ok) return snapshots;
  if (snapshots.value.length === 0) return ok(undefined);
  const names = snapshots.value.map(({ name }) => name);
  return failed({ kind: 'volume-has-snapshots', volume: volume.name, snapshots: names });
}

async function untilGone(
  array: ArrayContext,
  { volume, policy }: Deletion,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const look = async (): Promise<Result<Look<WireVolume | undefined>, Problem>> => {
    const row = await readRow(array, volume, signal);
    if (!row.ok) return refusedWith(row.problem, 404) ? ok({ kind: 'settled', value: undefined }) : row;
    const over = row.value.recycled || settledBy(row.value.status) === 'failed';
    return ok(over ? { kind: 'settled', value: row.value } : { kind: 'unsettled', status: row.value.status });
  };
  const waiting = { array: array.client.array, object: `deletion of volume ${volume.name}`, look };
  const settled = await pollUntilSettled(array, waiting, signal);
  if (!settled.ok) return settled;
  if (settled.value === undefined || (settled.value.recycled && policy === 'trash')) return ok(undefined);
  const status = settled.value.recycled
    ? 'in the trash, although its deletion was asked past it'
    : settled.value.status;
  return failed({ kind: 'volume-failed', volume: volume.name, status });
}

/**
 * After a refusal or no answer: gone or going is what was wanted. A volume in use has no status of its own, so the
 * look-ups tell.
 */
async function explain(
  array: ArrayContext,
  deletion: Deletion & { readonly refusal: Problem },
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const { volume, refusal } = deletion;
  const row = await readRow(array, volume, signal);
  if (!row.ok) return refusedWith(row.problem, 404) ? ok(undefined) : failed(refusal);
  const going = row.value.recycled || settledBy(row.value.status) === 'in-progress';
  if (going) return untilGone(array, deletion, signal);
  if (refusal.kind === 'outcome-unknown') return failed(refusal);
  const holders = await readHolders(array.client, volume, signal);
  if (!holders.ok) return holders;
  const names = holders.value.map(({ client }) => client);
  if (names.length > 0) return failed({ kind: 'volume-in-use', volume: volume.name, holders: names });
  const free = await refuseSnapshots(array, volume, signal);
  return free.ok ? failed(refusal) : free;
}
