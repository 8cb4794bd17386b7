import { randomUUID } from 'node:crypto';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import {
  failed,
  ok,
  type BundleFiles,
  type BundlePlace,
  type BundleStore,
  type Problem,
  type Result,
} from '@twinsite/domain';
import { ascending, counterName, counterOf } from './counter-name.js';
import { flushDirectory, makeDirectory, writeDurably } from './durable-files.js';
import { readDirectory } from './read-directory.js';
import { isMissing, isTaken, storeFailed } from './store-failed.js';

/** Bundles as directories: `<root>/<group>/<counter>/`. One that is being written has another name until it is whole. */
export class DirectoryStore implements BundleStore {
  private readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  where({ group, counter }: BundlePlace): string {
    return join(this.root, group, counterName(counter));
  }

  async counters(group: string): Promise<Result<readonly number[], Problem>> {
    const directory = join(this.root, group);
    try {
      return ok(ascending((await readdir(directory)).map(counterOf)));
    } catch (error) {
      return isMissing(error) ? ok([]) : failed(storeFailed(directory, error));
    }
  }

  async write(place: BundlePlace, files: BundleFiles): Promise<Result<void, Problem>> {
    const [group, final] = [join(this.root, place.group), this.where(place)];
    const draft = join(group, `.draft-${randomUUID()}`);
    const made = await makeDirectory(group);
    if (!made.ok) return made;
    try {
      await writeDurably(draft, files);
      // A directory that has anything in it is never replaced by rename(2).
      await rename(draft, final);
      await flushDirectory(group);
      await flushDirectory(this.root);
      return ok(undefined);
    } catch (error) {
      // Where the draft cannot be made, it cannot be removed either; the first error tells why.
      await rm(draft, { recursive: true, force: true }).catch(() => undefined);
      return failed(isTaken(error) ? { kind: 'bundle-taken', place: final } : storeFailed(final, error));
    }
  }

  async read(place: BundlePlace): Promise<Result<BundleFiles | undefined, Problem>> {
    const path = this.where(place);
    try {
      await stat(path);
    } catch (error) {
      return isMissing(error) ? ok(undefined) : failed(storeFailed(path, error));
    }
    return readDirectory(path);
  }
}
