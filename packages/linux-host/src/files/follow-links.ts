import { readlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** As the kernel (path_resolution(7)). */
const MOST_LINKS = 40;

/**
 * A directory's path without symbolic links, as a process sees it whose root is `root`. Not realpath(3): that would follow
 * an absolute link out of `root`. Parts that do not exist stay as they are; a link that cannot be read is thrown.
 */
export async function followLinks(root: string, path: string): Promise<string> {
  let [done, rest, links] = ['/', partsOf(path), 0];
  for (let part = rest[0]; part !== undefined; part = rest[0]) {
    rest = rest.slice(1);
    const next = part === '..' ? dirname(done) : join(done, part);
    const target = part === '..' ? undefined : await linkAt(root + next);
    if (target === undefined) {
      done = next;
      continue;
    }
    links += 1;
    if (links > MOST_LINKS) throw Object.assign(new Error(`too many links in ${path}`), { code: 'ELOOP' });
    if (target.startsWith('/')) done = '/';
    rest = [...partsOf(target), ...rest];
  }
  return done;
}

const partsOf = (path: string): readonly string[] =>
  path.split('/').filter((part) => part !== '' && part !== '.');

async function linkAt(path: string): Promise<string | undefined> {
  try {
    return await readlink(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EINVAL' || code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}
