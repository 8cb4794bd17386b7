import { failed, ok } from '@twinsite/domain';
import type { CancelSignal, Problem, QuotaTree, Result } from '@twinsite/domain';
import { pollUntilSettled, type Look } from '../../client/poll.js';
import { refusedAsUnfit, refusedWith } from '../../client/refusal.js';
import { settledBy } from '../../wire/settled.js';
import type { ArrayContext } from '../array-context.js';
import { readTree } from './read-trees.js';
import { listShares } from './read-shares.js';

/**
 * `DELETE /fs-folders/{id}/fs-quota-trees`, and waits until the tree is not found any more. Shares are asked for before:
 * whether the array would refuse, or end them, is not documented.
 */
export async function deleteTree(
  array: ArrayContext,
  tree: QuotaTree,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const free = await refuseShares(array, tree, signal);
  if (!free.ok) return free;
  const request = {
    path: `/fs-folders/${tree.folder.id}/fs-quota-trees`,
    body: { fs_folder: { fs_quota_tree_ids: [Number(tree.id)] } },
    operation: `delete quota tree ${tree.name}`,
  };
  const ordered = await array.client.order('DELETE', request, signal);
  if (ordered.ok) return untilGone(array, tree, signal);
  const isOpen = ordered.problem.kind === 'outcome-unknown' || refusedAsUnfit(ordered.problem);
  return isOpen ? explain(array, tree, ordered.problem, signal) : ordered;
}

async function refuseShares(
  array: ArrayContext,
  { id, name, folder }: QuotaTree,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const shares = await listShares(array, folder, signal);
  if (!shares.ok) return shares;
  const own = shares.value.filter(({ quotaTreeId }) => String(quotaTreeId) === id);
  if (own.length === 0) return ok(undefined);
  return failed({
    kind: 'volume-in-use',
    volume: name,
    holders: own.map((share) => `NFS share ${share.id}`),
  });
}

async function untilGone(
  array: ArrayContext,
  tree: QuotaTree,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const look = async (): Promise<Result<Look<string>, Problem>> => {
    const row = await readTree(array, tree, signal);
    if (!row.ok) return refusedWith(row.problem, 404) ? ok({ kind: 'settled', value: 'gone' }) : row;
    const { status } = row.value;
    const kind = settledBy(status) === 'failed' ? 'settled' : 'unsettled';
    return ok(kind === 'settled' ? { kind, value: status } : { kind, status });
  };
  const waiting = { array: array.client.array, object: `deletion of quota tree ${tree.name}`, look };
  const settled = await pollUntilSettled(array, waiting, signal);
  if (!settled.ok) return settled;
  const status = settled.value;
  return status === 'gone' ? ok(undefined) : failed({ kind: 'volume-failed', volume: tree.name, status });
}

/** After a refusal or no answer: gone or going is what was wanted. */
async function explain(
  array: ArrayContext,
  tree: QuotaTree,
  refusal: Problem,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const row = await readTree(array, tree, signal);
  if (!row.ok) return refusedWith(row.problem, 404) ? ok(undefined) : failed(refusal);
  if (settledBy(row.value.status) === 'in-progress') return untilGone(array, tree, signal);
  if (refusal.kind === 'outcome-unknown') return failed(refusal);
  const free = await refuseShares(array, tree, signal);
  return free.ok ? failed(refusal) : free;
}
