import { failed, ok, type Problem, type Result } from '@twinsite/domain';
import type { HostFiles } from '../files/host-files.port.js';
import { FileTree, type TreePart } from './file-tree.js';

/** The simulated kernel's /proc and /sys, made anew for each look at them. */
export class SimulatedFiles implements HostFiles {
  private readonly render: () => readonly TreePart[];

  constructor(render: () => readonly TreePart[]) {
    this.render = render;
  }

  readBytes(path: string): Promise<Result<Uint8Array | undefined, Problem>> {
    const leaf = this.tree().leaf(path);
    if (leaf?.kind !== 'file') return Promise.resolve(ok(undefined));
    const { content } = leaf;
    return Promise.resolve(ok(typeof content === 'string' ? new TextEncoder().encode(content) : content));
  }

  list(path: string): Promise<Result<readonly string[], Problem>> {
    return Promise.resolve(ok(this.tree().list(path)));
  }

  readLink(path: string): Promise<Result<string | undefined, Problem>> {
    return Promise.resolve(ok(this.tree().linkAt(path)));
  }

  async writeAttribute(path: string, text: string): Promise<Result<'written' | 'missing', Problem>> {
    const leaf = this.tree().leaf(path);
    if (leaf?.kind !== 'attribute') return ok('missing');
    try {
      await leaf.write(text);
      return ok('written');
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      return failed({ kind: 'host-io', operation: 'writing', path, code });
    }
  }

  private tree(): FileTree {
    return new FileTree(this.render());
  }
}
