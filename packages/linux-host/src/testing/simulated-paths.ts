import { posix } from 'node:path';
import { failed, ok, type Problem, type Result } from '@twinsite/domain';
import type { HostPaths } from '../files/host-files.port.js';

/** Directories and empty files of the simulated root file system. */
export class SimulatedPaths implements HostPaths {
  /** Symbolic links of directories, by the path of the link. */
  readonly links = new Map<string, string>();
  private readonly known = new Map<string, 'directory' | 'file'>([['/', 'directory']]);
  private readonly isMounted: (path: string) => boolean;

  constructor(isMounted: (path: string) => boolean) {
    this.isMounted = isMounted;
  }

  exists(path: string): boolean {
    return this.known.has(path);
  }

  /** Below whatever is mounted there. */
  kindOf(path: string): 'directory' | 'file' | undefined {
    return this.known.get(path);
  }

  makeDirectory(path: string): Promise<Result<void, Problem>> {
    this.add(path);
    return Promise.resolve(ok(undefined));
  }

  makeFile(path: string): Promise<Result<void, Problem>> {
    this.add(posix.dirname(path));
    if (!this.known.has(path)) this.known.set(path, 'file');
    return Promise.resolve(ok(undefined));
  }

  removeEmpty(path: string): Promise<Result<void, Problem>> {
    const isFull = [...this.known.keys()].some((other) => other.startsWith(`${path}/`));
    if (this.isMounted(path) || isFull) {
      const code = isFull ? 'ENOTEMPTY' : 'EBUSY';
      return Promise.resolve(failed({ kind: 'host-io', operation: 'removing', path, code }));
    }
    this.known.delete(path);
    return Promise.resolve(ok(undefined));
  }

  canonical(path: string): Promise<Result<string, Problem>> {
    const plain = posix.normalize(path).replace(/(.)\/$/, '$1');
    const [link, target] = [...this.links].find(([from]) => plain.startsWith(`${from}/`)) ?? ['', ''];
    return Promise.resolve(ok(target + plain.slice(link.length)));
  }

  private add(path: string): void {
    if (this.known.has(path)) return;
    this.add(posix.dirname(path));
    this.known.set(path, 'directory');
  }
}
