import type { QuotaTree } from '../../../file/quota-tree.js';
import type { NewQuotaTree, QuotaTrees } from '../../../file/quota-trees.port.js';
import { bytes, type Bytes } from '../../../shared/bytes.js';
import type { Problem } from '../../../shared/problem.js';
import { failed, ok, type Result } from '../../../shared/result.js';
import type { VolumeName } from '../../../volume/volume-name.js';
import { answerFile, changeFile, nextId, withPromised, type FileArrayState } from './file-array-state.js';

export class FakeQuotaTrees implements QuotaTrees {
  private readonly state: FileArrayState;

  constructor(state: FileArrayState) {
    this.state = state;
  }

  find(name: VolumeName): Promise<Result<QuotaTree | undefined, Problem>> {
    return answerFile(this.state, 'find a quota tree', () => {
      const [tree, ...others] = this.all().filter((candidate) => candidate.name === name);
      if (others.length === 0) return ok(tree);
      return failed({ kind: 'volume-ambiguous', volume: name, arrays: [this.state.name, this.state.name] });
    });
  }

  create({ name, folder, size }: NewQuotaTree): Promise<Result<QuotaTree, Problem>> {
    return changeFile(this.state, 'create a quota tree', () => {
      const inFolder = this.all().filter((tree) => tree.folder.id === folder.id);
      if (inFolder.some((tree) => tree.name === name))
        return failed({ kind: 'volume-differs', volume: name, difference: 'the name is taken' });
      const problem = this.overfull(folder.id, size);
      if (problem !== undefined) return failed(problem);
      const tree: QuotaTree = {
        array: this.state.name,
        id: nextId(this.state),
        name,
        folder: { id: folder.id, name: folder.name },
        size,
        used: bytes(0),
        state: { kind: 'ready' },
      };
      this.state.trees.set(tree.id, tree);
      return ok(tree);
    });
  }

  settle(tree: QuotaTree): Promise<Result<QuotaTree, Problem>> {
    return answerFile(this.state, 'wait for a quota tree', () =>
      this.put(tree, { state: { kind: 'ready' } }),
    );
  }

  resize(tree: QuotaTree, size: Bytes): Promise<Result<QuotaTree, Problem>> {
    return changeFile(this.state, 'resize a quota tree', () => {
      const has = this.state.trees.get(tree.id)?.size ?? size;
      const problem = size > has ? this.overfull(tree.folder.id, bytes(size - has)) : undefined;
      return problem === undefined ? this.put(tree, { size }) : failed(problem);
    });
  }

  delete({ id, name }: QuotaTree): Promise<Result<void, Problem>> {
    return changeFile(this.state, 'delete a quota tree', () => {
      const shares = [...this.state.shares.values()].filter(({ tree }) => tree === id);
      const holders = shares.map((share) => `share ${share.id}`);
      if (holders.length > 0) return failed({ kind: 'volume-in-use', volume: name, holders });
      this.state.trees.delete(id);
      return ok(undefined);
    });
  }

  list(): Promise<Result<readonly QuotaTree[], Problem>> {
    return answerFile(this.state, 'list quota trees', () => ok(this.all()));
  }

  private all(): readonly QuotaTree[] {
    return [...this.state.trees.values()];
  }

  private put({ id, name }: QuotaTree, change: Partial<QuotaTree>): Result<QuotaTree, Problem> {
    const current = this.state.trees.get(id);
    if (current === undefined)
      return failed({ kind: 'volume-failed', volume: name, status: 'gone from the array' });
    const changed = { ...current, ...change };
    this.state.trees.set(id, changed);
    return ok(changed);
  }

  /** The problem of promising this much more of a folder; undefined when it has room. */
  private overfull(id: string, more: Bytes): Problem | undefined {
    const row = this.state.folders.find((candidate) => candidate.id === id);
    if (row === undefined)
      return { kind: 'folder-missing', folder: id, known: this.state.folders.map(({ name }) => name) };
    const { name: folder, size, promised } = withPromised(this.state, row);
    const left = bytes(size > promised ? size - promised : 0n);
    return more > left ? { kind: 'folder-full', folder, requested: more, left } : undefined;
  }
}
