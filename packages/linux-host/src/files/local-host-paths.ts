import { constants } from 'node:fs';
import { lstat, mkdir, open, readdir, rmdir, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { CancelSignal, Clock, Problem, Result } from '@twinsite/domain';
import { boundedIo } from './bounded-io.js';
import { followLinks } from './follow-links.js';
import type { HostPaths } from './host-files.port.js';

const IO_MS = 10_000;
/** rwxr-x---: as kubelet makes its volume directories. */
const MODE = 0o750;
const NEW_FILE = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL;

/**
 * A path may be a mount point of a server that no longer answers, and any look at it would take a thread of this process
 * for good (hazard H33). So its parents are resolved here and nothing else: the last part is asked of its directory.
 */
export class LocalHostPaths implements HostPaths {
  private readonly clock: Clock;
  private readonly root: string;

  /** `root`: where the host's root directory is seen, e.g. `/proc/1/root`; default: here. */
  constructor(clock: Clock, root = '') {
    this.clock = clock;
    this.root = root;
  }

  makeDirectory(path: string, signal: CancelSignal): Promise<Result<void, Problem>> {
    return this.bounded('making the directory', path, signal, async (here) => {
      await mkdir(dirname(here), { recursive: true, mode: MODE });
      await unlessThere(here, 'directory', () => mkdir(here, { mode: MODE }));
    });
  }

  makeFile(path: string, signal: CancelSignal): Promise<Result<void, Problem>> {
    return this.bounded('making the file', path, signal, async (here) => {
      await mkdir(dirname(here), { recursive: true, mode: MODE });
      await unlessThere(here, 'file', async () => (await open(here, NEW_FILE, MODE)).close());
    });
  }

  removeEmpty(path: string, signal: CancelSignal): Promise<Result<void, Problem>> {
    return this.bounded('removing', path, signal, async (here) => {
      const kind = await kindOf(here);
      if (kind === undefined) return;
      if (kind === 'directory') await rmdir(here);
      else if (kind === 'link' || (await lstat(here)).size > 0) throw coded('ENOTEMPTY');
      else await unlink(here);
    });
  }

  canonical(path: string, signal: CancelSignal): Promise<Result<string, Problem>> {
    const step = { operation: 'resolving', path, ms: IO_MS };
    return boundedIo<string>(this.clock, step, signal, { run: () => this.resolve(path) });
  }

  private async resolve(path: string): Promise<string> {
    const plain = join('/', path).replace(/(.)\/$/, '$1');
    return join(await followLinks(this.root, dirname(plain)), basename(plain));
  }

  private bounded(
    operation: string,
    path: string,
    signal: CancelSignal,
    run: (here: string) => Promise<void>,
  ): Promise<Result<void, Problem>> {
    const absent = operation === 'removing' ? { ENOENT: undefined } : {};
    return boundedIo<undefined>(this.clock, { operation, path, ms: IO_MS }, signal, {
      run: async () => {
        await run(this.root + (await this.resolve(path)));
        return undefined;
      },
      absent,
    });
  }
}

/** What the directory above says of the entry: it knows nothing of what is mounted there. */
async function kindOf(path: string): Promise<'directory' | 'file' | 'link' | undefined> {
  const entries = await readdir(dirname(path), { withFileTypes: true });
  const entry = entries.find(({ name }) => name === basename(path));
  if (entry === undefined) return undefined;
  if (entry.isSymbolicLink()) return 'link';
  return entry.isDirectory() ? 'directory' : 'file';
}

async function unlessThere(
  path: string,
  kind: 'directory' | 'file',
  make: () => Promise<unknown>,
): Promise<void> {
  try {
    await make();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || (await kindOf(path)) !== kind) throw error;
  }
}

const coded = (code: string): Error => Object.assign(new Error(code), { code });
