import { lstat, mkdir, open, realpath, rmdir, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { CancelSignal, Clock, Problem, Result } from '@twinsite/domain';
import { boundedIo } from './bounded-io.js';
import type { HostPaths } from './host-files.port.js';

const IO_MS = 10_000;
/** rwxr-x---: as kubelet makes its volume directories. */
const MODE = 0o750;

export class LocalHostPaths implements HostPaths {
  private readonly clock: Clock;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  makeDirectory(path: string, signal: CancelSignal): Promise<Result<void, Problem>> {
    return this.bounded('making the directory', path, signal, async () => {
      await mkdir(path, { recursive: true, mode: MODE });
    });
  }

  makeFile(path: string, signal: CancelSignal): Promise<Result<void, Problem>> {
    return this.bounded('making the file', path, signal, async () => {
      await mkdir(dirname(path), { recursive: true, mode: MODE });
      const file = await open(path, 'a', MODE);
      await file.close();
    });
  }

  removeEmpty(path: string, signal: CancelSignal): Promise<Result<void, Problem>> {
    return this.bounded('removing', path, signal, async () => {
      const found = await lstat(path);
      if (found.isDirectory()) await rmdir(path);
      else if (found.size > 0) throw Object.assign(new Error('not empty'), { code: 'ENOTEMPTY' });
      else await unlink(path);
    });
  }

  canonical(path: string, signal: CancelSignal): Promise<Result<string, Problem>> {
    const plain = join('/', path).replace(/(.)\/$/, '$1');
    return boundedIo<string>(this.clock, { operation: 'resolving', path, ms: IO_MS }, signal, {
      run: async () => join(await realpath(dirname(plain)), basename(plain)),
      absent: { ENOENT: plain, ENOTDIR: plain },
    });
  }

  private bounded(
    operation: string,
    path: string,
    signal: CancelSignal,
    run: () => Promise<void>,
  ): Promise<Result<void, Problem>> {
    const absent = operation === 'removing' ? { ENOENT: undefined } : {};
    return boundedIo<undefined>(this.clock, { operation, path, ms: IO_MS }, signal, {
      run: () => run().then(() => undefined),
      absent,
    });
  }
}
