import { failed, ok } from '@twinsite/domain';
import type { CancelSignal, NewShare, NfsShare, Problem, Result } from '@twinsite/domain';
import { refusedAsUnfit } from '../../client/refusal.js';
import { decodeShare, type WireShare } from '../../wire/file/fs-share.js';
import type { ArrayContext } from '../array-context.js';
import { newAcl } from './change-acls.js';
import { listShares } from './read-shares.js';
import { removeShare } from './remove-share.js';
import { settleShare, shareFailed } from './settle-share.js';

/**
 * `POST /fs-nfs-shares/` for a tree that has no share. Whether an array refuses a second one is not documented: of two that
 * controllers made at once the older one stays.
 */
export async function shareTree(
  array: ArrayContext,
  request: NewShare,
  signal: CancelSignal,
): Promise<Result<NfsShare, Problem>> {
  const existing = await existingShare(array, request, signal);
  if (!existing.ok) return existing;
  if (existing.value !== undefined) return ok(existing.value);
  const created = await post(array, request, signal);
  if (created.ok) return keepOldest(array, request, created.value, signal);
  if (!refusedAsUnfit(created.problem)) return created;
  const now = await existingShare(array, request, signal);
  return now.ok && now.value !== undefined ? ok(now.value) : created;
}

/** One that is on its way out is waited for, and none then. */
async function existingShare(
  array: ArrayContext,
  request: NewShare,
  signal: CancelSignal,
): Promise<Result<NfsShare | undefined, Problem>> {
  const rows = await sharesOfTree(array, request, signal);
  if (!rows.ok) return rows;
  for (const { id } of rows.value) {
    const settled = await settleShare(array, id, signal);
    if (!settled.ok) return settled;
    if (settled.value.kind === 'failed') return shareFailed(array, String(id), settled.value.status);
    if (settled.value.kind === 'done') return ok(settled.value.share);
  }
  return ok(undefined);
}

async function sharesOfTree(
  array: ArrayContext,
  { tree }: NewShare,
  signal: CancelSignal,
): Promise<Result<readonly WireShare[], Problem>> {
  const rows = await listShares(array, tree.folder, signal);
  return rows.ok ? ok(rows.value.filter(({ quotaTreeId }) => String(quotaTreeId) === tree.id)) : rows;
}

function post(
  { client }: ArrayContext,
  { tree, gatewayGroup, acls }: NewShare,
  signal: CancelSignal,
): Promise<Result<WireShare, Problem>> {
  const share = {
    fs_folder_id: Number(tree.folder.id),
    fs_gateway_group_id: Number(gatewayGroup.id),
    fs_quota_tree_id: Number(tree.id),
    fs_nfs_share_acls: acls.map(newAcl),
  };
  const request = {
    path: '/fs-nfs-shares/',
    body: { fs_nfs_share: share },
    operation: `share quota tree ${tree.name}`,
    decode: (from: Parameters<typeof decodeShare>[0]) => decodeShare(from.object('fs_nfs_share')),
  };
  return client.change('POST', request, signal);
}

async function keepOldest(
  array: ArrayContext,
  request: NewShare,
  { id }: WireShare,
  signal: CancelSignal,
): Promise<Result<NfsShare, Problem>> {
  const rows = await sharesOfTree(array, request, signal);
  if (!rows.ok) return rows;
  const oldest = rows.value[0]?.id ?? id;
  if (oldest < id) {
    const removed = await removeShare(array, String(id), signal);
    if (!removed.ok) return removed;
  }
  const settled = await settleShare(array, Math.min(oldest, id), signal);
  if (!settled.ok) return settled;
  if (settled.value.kind === 'done') return ok(settled.value.share);
  if (settled.value.kind === 'failed') return shareFailed(array, String(id), settled.value.status);
  return failed({ kind: 'volume-failed', volume: request.tree.name, status: 'its share is gone again' });
}
