import { bytes, KIB, ok, parseVolumeName } from '@twinsite/domain';
import type { Bytes, CancelSignal, Problem, QuotaTree, Result } from '@twinsite/domain';
import { decodeQuotaTree, type WireQuotaTree } from '../../wire/file/fs-quota-tree.js';
import type { ArrayContext } from '../array-context.js';
import { stateOf } from '../state-of.js';
import { listFiles } from './list-files.js';

/** Rows of one folder, or of all; in the order of their ids. */
export async function listTrees(
  array: ArrayContext,
  folder: { readonly id: string } | undefined,
  signal: CancelSignal,
): Promise<Result<readonly WireQuotaTree[], Problem>> {
  const query: Readonly<Record<string, number>> =
    folder === undefined ? {} : { fs_folder_id: Number(folder.id) };
  const request = {
    path: '/fs-quota-trees/',
    query,
    key: 'fs_quota_trees',
    operation: 'list quota trees',
  };
  const rows = await listFiles(array, request, decodeQuotaTree, signal);
  if (!rows.ok) return rows;
  const own = rows.value.filter((row) => folder === undefined || isIn(row, folder.id));
  return ok([...own].sort((a, b) => a.id - b.id));
}

const isIn = ({ folder }: WireQuotaTree, id: string): boolean => String(folder?.id ?? id) === id;

export function readTree(
  { client }: ArrayContext,
  { id, name }: QuotaTree,
  signal: CancelSignal,
): Promise<Result<WireQuotaTree, Problem>> {
  const request = { path: `/fs-quota-trees/${id}`, operation: `read quota tree ${name}` };
  return client.get(request, (from) => decodeQuotaTree(from.object('fs_quota_tree')), signal);
}

/** Undefined for one whose name no volume of ours can have, or that is in no folder. */
export function toQuotaTree(array: string, row: WireQuotaTree): QuotaTree | undefined {
  const name = parseVolumeName(row.name, 'name');
  if (!name.ok || row.folder === undefined) return undefined;
  return {
    array,
    id: String(row.id),
    name: name.value,
    folder: { id: String(row.folder.id), name: row.folder.name },
    size: bytes(row.size),
    used: bytes(BigInt(row.usedKbyte) * KIB),
    state: stateOf(row),
  };
}

export const promisedTo = (trees: readonly WireQuotaTree[]): Bytes =>
  bytes(trees.reduce((sum, { size }) => sum + BigInt(size), 0n));
