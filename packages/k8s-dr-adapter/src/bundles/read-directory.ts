import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { failed, type BundleFiles, type Problem, type Result } from '@twinsite/domain';
import { FileCollector } from './collect-files.js';
import { storeFailed } from './store-failed.js';

/** The bundle in a directory; links are not followed. */
export async function readDirectory(path: string): Promise<Result<BundleFiles, Problem>> {
  const collector = new FileCollector();
  try {
    await collect(path, '', collector);
    return collector.result();
  } catch (error) {
    return failed(storeFailed(path, error));
  }
}

async function collect(root: string, below: string, collector: FileCollector): Promise<boolean> {
  for (const entry of await readdir(join(root, below), { withFileTypes: true })) {
    const path = below === '' ? entry.name : `${below}/${entry.name}`;
    const more = entry.isDirectory()
      ? await collect(root, path, collector)
      : await take(join(root, path), path, collector);
    if (!more) return false;
  }
  return true;
}

async function take(full: string, path: string, collector: FileCollector): Promise<boolean> {
  const entry = await lstat(full);
  if (entry.isFile()) return collector.expect(path, entry.size) && collector.add(path, await readFile(full));
  collector.refuse(path, 'is no plain file');
  return false;
}
