import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { failed, MANIFEST, ok, type BundleFiles, type Problem, type Result } from '@twinsite/domain';
import { storeFailed } from './store-failed.js';

/** All files below `root`, each on the disk, the manifest last; readable by this user alone. */
export async function writeDurably(root: string, files: BundleFiles): Promise<void> {
  const paths = [...files.keys()].filter((path) => path !== MANIFEST);
  const directories = directoriesOf(paths).map((path) => join(root, path));
  for (const directory of directories) await mkdir(directory, { recursive: true, mode: 0o700 });
  for (const path of [...paths, MANIFEST]) {
    const content = files.get(path);
    if (content !== undefined) await writeFlushed(join(root, path), content);
  }
  for (const directory of directories) await flushDirectory(directory);
}

/** The root and every directory on the way to a file, each after the one it is in. */
export function directoriesOf(paths: readonly string[]): readonly string[] {
  const found = new Set(['.']);
  for (const path of paths) {
    const words = path.split('/').slice(0, -1);
    words.forEach((_, index) => found.add(words.slice(0, index + 1).join('/')));
  }
  return [...found];
}

export async function writeFlushed(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, 'wx', 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

export async function flushDirectory(path: string): Promise<void> {
  const directory = await open(path, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

export async function makeDirectory(path: string): Promise<Result<void, Problem>> {
  try {
    await mkdir(path, { recursive: true, mode: 0o700 });
    return ok(undefined);
  } catch (error) {
    return failed(storeFailed(path, error));
  }
}
