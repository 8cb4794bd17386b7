import { randomUUID } from 'node:crypto';
import { link, readdir, readFile, rm } from 'node:fs/promises';
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
import { flushDirectory, makeDirectory, writeFlushed } from './durable-files.js';
import { isMissing, isTaken, storeFailed } from './store-failed.js';
import { packTar, unpackTar } from './tar-files.js';

const SUFFIX = '.tar';

/** Bundles as files: `<root>/<group>/<counter>.tar`. */
export class TarStore implements BundleStore {
  private readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  where({ group, counter }: BundlePlace): string {
    return join(this.root, group, `${counterName(counter)}${SUFFIX}`);
  }

  async counters(group: string): Promise<Result<readonly number[], Problem>> {
    const directory = join(this.root, group);
    try {
      const names = (await readdir(directory)).filter((name) => name.endsWith(SUFFIX));
      return ok(ascending(names.map((name) => counterOf(name.slice(0, -SUFFIX.length)))));
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
      await writeFlushed(draft, packTar(files));
      await link(draft, final);
      await flushDirectory(group);
      await flushDirectory(this.root);
      return ok(undefined);
    } catch (error) {
      return failed(isTaken(error) ? { kind: 'bundle-taken', place: final } : storeFailed(final, error));
    } finally {
      // Where the draft cannot be made, it cannot be removed either; the first error tells why.
      await rm(draft, { force: true }).catch(() => undefined);
    }
  }

  async read(place: BundlePlace): Promise<Result<BundleFiles | undefined, Problem>> {
    const path = this.where(place);
    try {
      return await unpackTar(await readFile(path));
    } catch (error) {
      return isMissing(error) ? ok(undefined) : failed(storeFailed(path, error));
    }
  }
}
