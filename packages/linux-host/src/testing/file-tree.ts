import { posix } from 'node:path';

/** A leaf of the simulated kernel's file systems. */
export type Leaf =
  | { readonly kind: 'file'; readonly content: string | Uint8Array }
  /** A write-only attribute; an error with a `code` is what the kernel answers. */
  | { readonly kind: 'attribute'; readonly write: (text: string) => Promise<void> }
  | { readonly kind: 'link'; readonly target: string };

export type TreePart = readonly (readonly [path: string, leaf: Leaf])[];

export const file = (content: string | Uint8Array): Leaf => ({ kind: 'file', content });
export const link = (target: string): Leaf => ({ kind: 'link', target });
export const attribute = (write: (text: string) => Promise<void>): Leaf => ({ kind: 'attribute', write });

const DEEPEST = 16;

/** The leaves of one moment; directories are where leaves stand below. */
export class FileTree {
  private readonly leaves: ReadonlyMap<string, Leaf>;

  constructor(parts: readonly TreePart[]) {
    this.leaves = new Map(parts.flat());
  }

  leaf(path: string): Leaf | undefined {
    return this.leaves.get(this.resolve(path));
  }

  list(path: string): readonly string[] {
    const prefix = `${this.resolve(path)}/`;
    const names = [...this.leaves.keys()]
      .filter((leaf) => leaf.startsWith(prefix))
      .map((leaf) => leaf.slice(prefix.length).split('/')[0] ?? '');
    return [...new Set(names)].sort();
  }

  /** The link that stands at the very path, if one does. */
  linkAt(path: string): string | undefined {
    const plain = posix.normalize(path);
    const leaf = this.leaves.get(posix.join(this.resolve(posix.dirname(plain)), posix.basename(plain)));
    return leaf?.kind === 'link' ? leaf.target : undefined;
  }

  private resolve(path: string, depth = 0): string {
    const names = posix
      .normalize(path)
      .replace(/(.)\/$/, '$1')
      .split('/')
      .slice(1);
    for (let count = 1; count <= names.length; count += 1) {
      const here = `/${names.slice(0, count).join('/')}`;
      const leaf = this.leaves.get(here);
      if (leaf?.kind !== 'link' || depth > DEEPEST) continue;
      const target = posix.resolve(posix.dirname(here), leaf.target);
      return this.resolve(posix.join(target, ...names.slice(count)), depth + 1);
    }
    return `/${names.join('/')}`;
  }
}
