import { readFile, stat } from 'node:fs/promises';
import { failed, type BundleFiles, type Problem, type Result } from '@twinsite/domain';
import { readDirectory } from './read-directory.js';
import { isMissing, storeFailed } from './store-failed.js';
import { unpackTar } from './tar-files.js';

/** A bundle that somebody names: a directory or a tar. */
export async function readBundleAt(path: string): Promise<Result<BundleFiles, Problem>> {
  try {
    const entry = await stat(path);
    return entry.isDirectory() ? await readDirectory(path) : await unpackTar(await readFile(path));
  } catch (error) {
    return failed(isMissing(error) ? { kind: 'bundle-missing', place: path } : storeFailed(path, error));
  }
}
