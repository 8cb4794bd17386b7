import { failed, ok } from '@twinsite/domain';
import type { CancelSignal, Problem, Result } from '@twinsite/domain';
import { refusedAsUnfit, refusedWith } from '../../client/refusal.js';
import { settledBy } from '../../wire/settled.js';
import type { ArrayContext } from '../array-context.js';
import { readShare, settleShare, shareFailed } from './settle-share.js';

/** `DELETE /fs-nfs-shares/{id}` without `force`: what that does to clients is not documented. Waits until it is gone. */
export async function removeShare(
  array: ArrayContext,
  id: string,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const request = { path: `/fs-nfs-shares/${id}`, operation: `remove NFS share ${id}` };
  const ordered = await array.client.order('DELETE', request, signal);
  if (ordered.ok) return untilGone(array, id, signal);
  if (refusedWith(ordered.problem, 404)) return ok(undefined);
  const isOpen = ordered.problem.kind === 'outcome-unknown' || refusedAsUnfit(ordered.problem);
  if (!isOpen) return ordered;
  const row = await readShare(array, Number(id), signal);
  if (!row.ok) return refusedWith(row.problem, 404) ? ok(undefined) : ordered;
  return settledBy(row.value.status) === 'in-progress' ? untilGone(array, id, signal) : ordered;
}

async function untilGone(
  array: ArrayContext,
  id: string,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const settled = await settleShare(array, Number(id), signal);
  if (!settled.ok) return settled;
  if (settled.value.kind === 'gone') return ok(undefined);
  if (settled.value.kind === 'failed') return shareFailed(array, id, settled.value.status);
  const detail = 'the share is still there after its removal was accepted';
  return failed({ kind: 'pending', operation: `removing NFS share ${id}`, detail });
}
