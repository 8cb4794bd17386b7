import { failed, ok } from '@twinsite/domain';
import type { CancelSignal, Problem, QuotaTree, Result } from '@twinsite/domain';
import { pollUntilSettled, type Look } from '../../client/poll.js';
import { refusedWith } from '../../client/refusal.js';
import { settledBy } from '../../wire/settled.js';
import type { WireQuotaTree } from '../../wire/file/fs-quota-tree.js';
import type { ArrayContext } from '../array-context.js';
import { readTree, toQuotaTree } from './read-trees.js';

/** Looks at a tree until it is ready and, when a size is named, shows it. */
export async function settleTree(
  array: ArrayContext,
  tree: QuotaTree,
  signal: CancelSignal,
  size = tree.size,
): Promise<Result<QuotaTree, Problem>> {
  const look = async (): Promise<Result<Look<WireQuotaTree>, Problem>> => {
    const row = await readTree(array, tree, signal);
    return row.ok ? ok(toLook(row.value, size)) : row;
  };
  const waiting = { array: array.client.array, object: `quota tree ${tree.name}`, look };
  const settled = await pollUntilSettled(array, waiting, signal);
  if (!settled.ok) {
    const status = 'gone from the array';
    const isGone = refusedWith(settled.problem, 404);
    return isGone ? failed({ kind: 'volume-failed', volume: tree.name, status }) : settled;
  }
  const now = toQuotaTree(array.client.array, settled.value);
  if (now?.state.kind === 'ready' && now.size === size) return ok(now);
  const { status, actionStatus } = settled.value;
  const words = settledBy(status) === 'failed' ? status : `${status}, last change: ${actionStatus}`;
  return failed({ kind: 'volume-failed', volume: tree.name, status: words });
}

/** A change that failed leaves a tree that is ready otherwise, without the size that was asked for. */
function toLook(row: WireQuotaTree, size: bigint): Look<WireQuotaTree> {
  const hasFailed = settledBy(row.status) === 'failed' || settledBy(row.actionStatus) === 'failed';
  const isIdle = settledBy(row.status) === 'done' && settledBy(row.actionStatus || 'active') === 'done';
  return hasFailed || (isIdle && BigInt(row.size) === size)
    ? { kind: 'settled', value: row }
    : { kind: 'unsettled', status: isIdle ? `${row.status}, ${row.size} bytes` : statusOf(row) };
}

const statusOf = ({ status, actionStatus }: WireQuotaTree): string =>
  settledBy(status) === 'done' ? actionStatus : status;
