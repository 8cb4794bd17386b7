import type { BackingFolder, BackingTree } from '../../file-plane.js';
import { FileError, type FilePlace, type FileUsage } from './file-fabric.js';

interface Tree {
  spec: BackingTree;
  readonly files: Map<string, Uint8Array>;
}

interface Folder {
  spec: BackingFolder;
  readonly trees: Map<number, Tree>;
}

/** `/sdsfs/<folder>/<tree>/<file>`; a file is always in a tree. */
interface Place {
  readonly folder: string;
  readonly tree: string | undefined;
  readonly file: string | undefined;
}

/** The folders both sites share, with a quota enforced on every tree. */
export class FileStore {
  private readonly folders = new Map<string, Folder>();

  ensureFolder(spec: BackingFolder): void {
    const known = this.folders.get(spec.name);
    if (known) known.spec = spec;
    else this.folders.set(spec.name, { spec, trees: new Map() });
  }

  ensureTree(spec: BackingTree): void {
    const { trees } = this.demandFolder(spec.folder);
    const known = trees.get(spec.id);
    if (known) known.spec = spec;
    else trees.set(spec.id, { spec, files: new Map() });
  }

  removeTree({ folder, id }: { readonly folder: string; readonly id: number }): void {
    this.folders.get(folder)?.trees.delete(id);
  }

  /** Bytes in use, by tree id. */
  usage(folder: string): ReadonlyMap<number, bigint> {
    const trees = this.folders.get(folder)?.trees ?? new Map<number, Tree>();
    return new Map([...trees].map(([id, tree]) => [id, usedBy(tree)]));
  }

  has(path: string): boolean {
    const { folder, tree, file } = placeOf(path);
    if (!this.folders.has(folder) || file !== undefined) return false;
    return tree === undefined || this.treeNamed(folder, tree) !== undefined;
  }

  statfs(path: string): FileUsage {
    const { folder, tree } = placeOf(path);
    const { spec, trees } = this.demandFolder(folder);
    const own = tree === undefined ? undefined : this.demandTree(path);
    const total = own?.spec.sizeBytes ?? spec.sizeBytes;
    const used = (own === undefined ? [...trees.values()] : [own]).reduce(
      (sum, each) => sum + usedBy(each),
      0n,
    );
    return { totalBytes: total, freeBytes: total > used ? total - used : 0n };
  }

  create(path: string): void {
    const { tree, file } = this.demandFile(path);
    tree.files.set(file, new Uint8Array());
  }

  write(path: string, offset: number, bytes: Uint8Array): void {
    const { tree, file } = this.demandFile(path);
    const before = tree.files.get(file);
    if (before === undefined) throw new FileError('ENOENT', path);
    const length = Math.max(before.length, offset + bytes.length);
    const grown = BigInt(length - before.length);
    if (usedBy(tree) + grown > tree.spec.sizeBytes) throw new FileError('ENOSPC', path);
    const after = new Uint8Array(length);
    after.set(before);
    after.set(bytes, offset);
    tree.files.set(file, after);
  }

  read(path: string, { offset, length }: Omit<FilePlace, 'name'> & { readonly length: number }): Uint8Array {
    const { tree, file } = this.demandFile(path);
    const bytes = tree.files.get(file);
    if (bytes === undefined) throw new FileError('ENOENT', path);
    return bytes.slice(offset, offset + length);
  }

  private demandFolder(name: string): Folder {
    const folder = this.folders.get(name);
    if (folder === undefined) throw new FileError('ESTALE', name);
    return folder;
  }

  private demandTree(path: string): Tree {
    const { folder, tree } = placeOf(path);
    const found = this.treeNamed(folder, tree ?? '');
    if (found === undefined) throw new FileError('ESTALE', path);
    return found;
  }

  private demandFile(path: string): { tree: Tree; file: string } {
    const { file } = placeOf(path);
    if (file === undefined) throw new FileError('EACCES', `${path} is no file in a quota tree`);
    return { tree: this.demandTree(path), file };
  }

  private treeNamed(folder: string, name: string): Tree | undefined {
    const trees = this.folders.get(folder)?.trees.values() ?? [];
    return [...trees].find(({ spec }) => spec.name === name);
  }
}

function placeOf(path: string): Place {
  const [, , folder = '', tree, ...rest] = path.split('/');
  return { folder, tree, file: rest.length === 0 ? undefined : rest.join('/') };
}

const usedBy = ({ files }: Tree): bigint =>
  [...files.values()].reduce((sum, bytes) => sum + BigInt(bytes.length), 0n);
