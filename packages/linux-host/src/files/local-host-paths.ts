import { lstat, mkdir, open, rmdir, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { CancelSignal, Clock, Problem, Result } from '@twinsite/domain';
import { boundedIo } from './bounded-io.js';
import { followLinks } from './follow-links.js';
import type { HostPaths } from './host-files.port.js';

const IO_MS = 10_000;
/** rwxr-x---: as kubelet makes its volume directories. */
const MODE = 0o750;

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
      await mkdir(here, { recursive: true, mode: MODE });
    });
  }

  makeFile(path: string, signal: CancelSignal): Promise<Result<void, Problem>> {
    return this.bounded('making the file', path, signal, async (here) => {
      await mkdir(dirname(here), { recursive: true, mode: MODE });
      const file = await open(here, 'a', MODE);
      await file.close();
    });
  }

  removeEmpty(path: string, signal: CancelSignal): Promise<Result<void, Problem>> {
    return this.bounded('removing', path, signal, async (here) => {
      const found = await lstat(here);
      if (found.isDirectory()) await rmdir(here);
      else if (found.size > 0) throw Object.assign(new Error('not empty'), { code: 'ENOTEMPTY' });
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
