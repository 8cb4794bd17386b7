import { failed, ok } from '@twinsite/domain';
import type {
  Bytes,
  CancelSignal,
  NewQuotaTree,
  Problem,
  QuotaTree,
  QuotaTrees,
  Result,
  VolumeName,
} from '@twinsite/domain';
import { decodeQuotaTree, type WireQuotaTree } from '../../wire/file/fs-quota-tree.js';
import type { ArrayContext } from '../array-context.js';
import { createTree } from './create-tree.js';
import { deleteTree } from './delete-tree.js';
import { listFiles } from './list-files.js';
import { listTrees, toQuotaTree } from './read-trees.js';
import { resizeTree } from './resize-tree.js';
import { settleTree } from './settle-tree.js';

/** `/fs-quota-trees/` and `/fs-folders/{id}/fs-quota-trees` */
export class XmsQuotaTrees implements QuotaTrees {
  private readonly array: ArrayContext;

  constructor(array: ArrayContext) {
    this.array = array;
  }

  /** There is no filter by name. `q` goes through an index that lags and is fuzzy: a miss proves nothing. */
  async find(name: VolumeName, signal: CancelSignal): Promise<Result<QuotaTree | undefined, Problem>> {
    const request = { path: '/fs-quota-trees/', key: 'fs_quota_trees', operation: `find quota tree ${name}` };
    const searched = await listFiles(this.array, { ...request, query: { q: name } }, decodeQuotaTree, signal);
    if (!searched.ok) return searched;
    if (searched.value.some((row) => row.name === name)) return this.only(name, searched.value);
    const rows = await listTrees(this.array, undefined, signal);
    return rows.ok ? this.only(name, rows.value) : rows;
  }

  create(spec: NewQuotaTree, signal: CancelSignal): Promise<Result<QuotaTree, Problem>> {
    return createTree(this.array, spec, signal);
  }

  settle(tree: QuotaTree, signal: CancelSignal): Promise<Result<QuotaTree, Problem>> {
    return settleTree(this.array, tree, signal);
  }

  resize(tree: QuotaTree, size: Bytes, signal: CancelSignal): Promise<Result<QuotaTree, Problem>> {
    return resizeTree(this.array, { tree, size }, signal);
  }

  delete(tree: QuotaTree, signal: CancelSignal): Promise<Result<void, Problem>> {
    return deleteTree(this.array, tree, signal);
  }

  async list(signal: CancelSignal): Promise<Result<readonly QuotaTree[], Problem>> {
    const rows = await listTrees(this.array, undefined, signal);
    return rows.ok ? ok(rows.value.flatMap((row) => this.toDomain(row) ?? [])) : rows;
  }

  private only(name: VolumeName, rows: readonly WireQuotaTree[]): Result<QuotaTree | undefined, Problem> {
    const [row, ...others] = rows.filter((candidate) => candidate.name === name);
    if (others.length === 0) return ok(row === undefined ? undefined : this.toDomain(row));
    const arrays = [row, ...others].map(
      (each) => `${this.array.client.array} (folder ${each?.folder?.name ?? 'unknown'})`,
    );
    return failed({ kind: 'volume-ambiguous', volume: name, arrays });
  }

  private toDomain(row: WireQuotaTree): QuotaTree | undefined {
    return toQuotaTree(this.array.client.array, row);
  }
}
