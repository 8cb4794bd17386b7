import { bytes, failed, ok } from '@twinsite/domain';
import type { Bytes, CancelSignal, Problem, QuotaTree, Result } from '@twinsite/domain';
import { refusedAsUnfit, refusedWith } from '../../client/refusal.js';
import type { WireQuotaTree } from '../../wire/file/fs-quota-tree.js';
import { settledWithAction } from '../../wire/settled.js';
import type { ArrayContext } from '../array-context.js';
import { listTrees, promisedTo, readTree } from './read-trees.js';
import { settleTree } from './settle-tree.js';
import { listFolders } from './xms-file-folders.js';

interface Resize {
  readonly tree: QuotaTree;
  readonly size: Bytes;
}

/** `PATCH /fs-quota-trees/{id}`. It grows only into what its folder has not promised. */
export async function resizeTree(
  array: ArrayContext,
  resize: Resize,
  signal: CancelSignal,
): Promise<Result<QuotaTree, Problem>> {
  const { tree, size } = resize;
  if (!Number.isSafeInteger(Number(size))) {
    const detail = `${size} bytes is more than the array's API can carry`;
    return failed({ kind: 'capacity-out-of-range', detail });
  }
  const room = await roomFor(array, resize, signal);
  if (!room.ok) return room;
  if (room.value === 'has it') return settleTree(array, tree, signal, size);
  const request = {
    path: `/fs-quota-trees/${tree.id}`,
    body: { fs_quota_tree: { size: Number(size) } },
    operation: `resize quota tree ${tree.name}`,
  };
  const ordered = await array.client.order('PATCH', request, signal);
  if (ordered.ok || (await isUnderWay(array, resize, ordered.problem, signal)))
    return settleTree(array, tree, signal, size);
  if (!refusedAsUnfit(ordered.problem)) return ordered;
  const again = await roomFor(array, resize, signal);
  return again.ok ? ordered : again;
}

async function roomFor(
  array: ArrayContext,
  { tree, size }: Resize,
  signal: CancelSignal,
): Promise<Result<'fits' | 'has it', Problem>> {
  const trees = await listTrees(array, tree.folder, signal);
  if (!trees.ok) return trees;
  const row = trees.value.find(({ id }) => String(id) === tree.id);
  if (row === undefined) {
    return failed({ kind: 'volume-failed', volume: tree.name, status: 'gone from the array' });
  }
  if (BigInt(row.size) === size) return ok('has it');
  const folders = await listFolders(array, signal);
  if (!folders.ok) return folders;
  const folder = folders.value.find(({ id }) => String(id) === tree.folder.id);
  const more = bytes(size > row.size ? size - BigInt(row.size) : 0n);
  const total = BigInt(folder?.size ?? 0);
  const promised = promisedTo(trees.value);
  const left = bytes(total > promised ? total - promised : 0n);
  if (more <= left) return ok('fits');
  return failed({ kind: 'folder-full', folder: tree.folder.name, requested: more, left });
}

/** A refusal may be about the same change that is under way, and no answer may hide one: reading tells. */
async function isUnderWay(
  array: ArrayContext,
  { tree, size }: Resize,
  problem: Problem,
  signal: CancelSignal,
): Promise<boolean> {
  if (problem.kind !== 'outcome-unknown' && !refusedWith(problem, 400, 409)) return false;
  const row = await readTree(array, tree, signal);
  return row.ok && (BigInt(row.value.size) === size || isBusy(row.value));
}

const isBusy = ({ status, actionStatus }: WireQuotaTree): boolean =>
  settledWithAction(status, actionStatus) === 'in-progress';
