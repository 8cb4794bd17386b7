import {
  failed,
  ok,
  type BlockSnapshot,
  type CancelSignal,
  type Problem,
  type Result,
} from '@twinsite/domain';
import { pollUntilSettled, type Look } from '../client/poll.js';
import { refusedWith } from '../client/refusal.js';
import { decodeVolume } from '../wire/volume.js';
import type { ArrayContext } from './array-context.js';
import { readSnapshot } from './settle-snapshot.js';
import { dependsOn } from './to-block-volume.js';

/**
 * Deletes a snapshot that no volume depends on, and waits until it is gone. That is asked before: whether the array
 * would refuse, or take the volumes' data with it, is not documented.
 */
export async function deleteSnapshot(
  array: ArrayContext,
  snapshot: BlockSnapshot,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const free = await refuseInUse(array, snapshot, signal);
  if (!free.ok) return free;
  const request = { path: `/block-snapshots/${snapshot.id}`, operation: `delete snapshot ${snapshot.name}` };
  const ordered = await array.client.order('DELETE', request, signal);
  if (ordered.ok) return untilGone(array, snapshot, signal);
  if (refusedWith(ordered.problem, 404)) return ok(undefined);
  // A volume may have been made from it in between, or another call may be deleting it already.
  const still = await refuseInUse(array, snapshot, signal);
  return still.ok ? goneAfter(array, snapshot, { refusal: ordered.problem }, signal) : still;
}

async function refuseInUse(
  { client }: ArrayContext,
  { id, name }: BlockSnapshot,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const request = {
    path: '/block-volumes/',
    query: { block_snapshot_id: id },
    key: 'block_volumes',
    operation: `list volumes made from snapshot ${name}`,
  };
  const rows = await client.list(request, decodeVolume, signal);
  if (!rows.ok) return rows;
  const clones = rows.value.filter((row) => dependsOn(row) === Number(id));
  if (clones.length === 0) return ok(undefined);
  const names = clones.map((row) => (row.recycled ? `${row.name} (in the trash)` : row.name));
  return failed({ kind: 'snapshot-in-use', snapshot: name, clones: names });
}

/** After a refusal or no answer: gone or going is what was wanted. */
async function goneAfter(
  array: ArrayContext,
  snapshot: BlockSnapshot,
  { refusal }: { readonly refusal: Problem },
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  if (refusal.kind !== 'outcome-unknown' && !refusedWith(refusal, 400, 409)) return failed(refusal);
  const now = await readSnapshot(array, snapshot.id, signal);
  if (!now.ok) return refusedWith(now.problem, 404) ? ok(undefined) : failed(refusal);
  return now.value.state.kind === 'settling' ? untilGone(array, snapshot, signal) : failed(refusal);
}

async function untilGone(
  array: ArrayContext,
  snapshot: BlockSnapshot,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const look = async (): Promise<Result<Look<BlockSnapshot | undefined>, Problem>> => {
    const now = await readSnapshot(array, snapshot.id, signal);
    if (!now.ok) return refusedWith(now.problem, 404) ? ok({ kind: 'settled', value: undefined }) : now;
    const { state } = now.value;
    if (state.kind === 'failed') return ok({ kind: 'settled', value: now.value });
    return ok({ kind: 'unsettled', status: state.kind === 'settling' ? state.status : 'still there' });
  };
  const waiting = { array: array.client.array, object: `deletion of snapshot ${snapshot.name}`, look };
  const gone = await pollUntilSettled(array, waiting, signal);
  if (!gone.ok || gone.value === undefined) return gone.ok ? ok(undefined) : gone;
  const { state } = gone.value;
  const status = state.kind === 'failed' ? state.status : 'still there';
  return failed({ kind: 'snapshot-failed', snapshot: snapshot.name, status });
}
