import { bytes, failed, ok } from '@twinsite/domain';
import type { CancelSignal, NewQuotaTree, Problem, QuotaTree, Result } from '@twinsite/domain';
import { pollUntilSettled, type Look } from '../../client/poll.js';
import { refusedAsUnfit } from '../../client/refusal.js';
import type { ArrayContext } from '../array-context.js';
import { listTrees, promisedTo, toQuotaTree } from './read-trees.js';
import { settleTree } from './settle-tree.js';
import { listFolders } from './xms-file-folders.js';

/**
 * `PUT /fs-folders/{id}/fs-quota-trees` adds to the trees that the folder has. It answers with the folder, so that the tree
 * is looked for by its name. Whether an array minds trees that are together larger than their folder is not documented: the
 * room is counted here.
 */
export async function createTree(
  array: ArrayContext,
  spec: NewQuotaTree,
  signal: CancelSignal,
): Promise<Result<QuotaTree, Problem>> {
  const size = Number(spec.size);
  if (!Number.isSafeInteger(size)) {
    const detail = `${spec.size} bytes is more than the array's API can carry`;
    return failed({ kind: 'capacity-out-of-range', detail });
  }
  const free = await refuseUnfit(array, spec, signal);
  if (!free.ok) return free;
  const { name, folder } = spec;
  const request = {
    path: `/fs-folders/${folder.id}/fs-quota-trees`,
    body: { fs_folder: { fs_quota_trees: [{ name, size }] } },
    operation: `create quota tree ${name} in folder ${folder.name}`,
  };
  const ordered = await array.client.order('PUT', request, signal);
  if (ordered.ok) return untilReady(array, spec, signal);
  return refusedAsUnfit(ordered.problem) ? explain(array, spec, ordered.problem, signal) : ordered;
}

async function refuseUnfit(
  array: ArrayContext,
  { name, folder, size }: NewQuotaTree,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const trees = await listTrees(array, folder, signal);
  if (!trees.ok) return trees;
  const existing = trees.value.find((row) => row.name === name);
  if (existing !== undefined) {
    const difference = `folder ${folder.name} has a quota tree of this name already (id ${existing.id}, ${existing.size} bytes)`;
    return failed({ kind: 'volume-differs', volume: name, difference });
  }
  const promised = promisedTo(trees.value);
  const left = bytes(folder.size > promised ? folder.size - promised : 0n);
  return size > left
    ? failed({ kind: 'folder-full', folder: folder.name, requested: size, left })
    : ok(undefined);
}

/** A refusal has no words that can be relied on: another look tells whether name, room or folder was meant. */
async function explain(
  array: ArrayContext,
  spec: NewQuotaTree,
  refusal: Problem,
  signal: CancelSignal,
): Promise<Result<never, Problem>> {
  const folders = await listFolders(array, signal);
  if (!folders.ok) return folders;
  const row = folders.value.find(({ id }) => String(id) === spec.folder.id);
  if (row === undefined) {
    const known = folders.value.map(({ name }) => name);
    return failed({ kind: 'folder-missing', folder: spec.folder.name, known });
  }
  const folder = { ...spec.folder, size: bytes(row.size) };
  const free = await refuseUnfit(array, { ...spec, folder }, signal);
  return free.ok ? failed(refusal) : free;
}

/** A fresh tree may not be listed at once. */
async function untilReady(
  array: ArrayContext,
  { name, folder, size }: NewQuotaTree,
  signal: CancelSignal,
): Promise<Result<QuotaTree, Problem>> {
  const look = async (): Promise<Result<Look<QuotaTree>, Problem>> => {
    const rows = await listTrees(array, folder, signal);
    if (!rows.ok) return rows;
    const row = rows.value.find((each) => each.name === name);
    const tree = row && toQuotaTree(array.client.array, { ...row, folder: row.folder ?? asView(folder) });
    return ok(
      tree === undefined ? { kind: 'unsettled', status: 'not listed' } : { kind: 'settled', value: tree },
    );
  };
  const waiting = { array: array.client.array, object: `quota tree ${name}`, look };
  const found = await pollUntilSettled(array, waiting, signal);
  if (!found.ok) return found;
  const isReady = found.value.state.kind === 'ready' && found.value.size === size;
  return isReady ? found : settleTree(array, found.value, signal, size);
}

const asView = ({ id, name }: NewQuotaTree['folder']) => ({ id: Number(id), name });
