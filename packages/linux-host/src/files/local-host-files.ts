import { constants } from 'node:fs';
import { open, readdir, readFile, readlink } from 'node:fs/promises';
import { failed, type CancelSignal, type Clock, type Problem, type Result } from '@twinsite/domain';
import { ClassSlots } from '../command/class-slots.js';
import { boundedIo } from './bounded-io.js';
import type { HostFiles } from './host-files.port.js';

export interface HostFilesSettings {
  /** Put before every path, e.g. `/host` in a container; default: none. */
  readonly root?: string;
  readonly readMs?: number;
  readonly writeMs?: number;
  /** A larger file is a problem; default 64 MiB. */
  readonly maxBytes?: number;
}

/**
 * Attribute writes can sleep in the kernel and each takes a libuv thread with it; Node has four, so one is always
 * left for everything else (hazard H33 b).
 */
const WRITES_AT_ONCE = 3;
/** The mount table of a node with many pods has megabytes, and its newest lines are the last. */
const MAX_BYTES = 64 * 1024 * 1024;

export class LocalHostFiles implements HostFiles {
  private readonly clock: Clock;
  private readonly settings: Required<HostFilesSettings>;
  private readonly writes = new ClassSlots(WRITES_AT_ONCE);

  constructor(clock: Clock, settings: HostFilesSettings = {}) {
    this.clock = clock;
    this.settings = { root: '', readMs: 5000, writeMs: 30_000, maxBytes: MAX_BYTES, ...settings };
  }

  readBytes(path: string, signal: CancelSignal): Promise<Result<Uint8Array | undefined, Problem>> {
    return boundedIo<Uint8Array | undefined>(this.clock, this.step('reading', path), signal, {
      run: () => readWhole(this.settings.root + path, this.settings.maxBytes),
      absent: ABSENT,
    });
  }

  list(path: string, signal: CancelSignal): Promise<Result<readonly string[], Problem>> {
    return boundedIo<readonly string[]>(this.clock, this.step('listing', path), signal, {
      run: async () => (await readdir(this.settings.root + path)).sort(),
      absent: { ENOENT: [], ENOTDIR: [] },
    });
  }

  readLink(path: string, signal: CancelSignal): Promise<Result<string | undefined, Problem>> {
    return boundedIo<string | undefined>(this.clock, this.step('reading the link', path), signal, {
      run: () => readlink(this.settings.root + path),
      absent: { ...ABSENT, EINVAL: undefined, EACCES: undefined },
    });
  }

  async writeAttribute(
    path: string,
    text: string,
    signal: CancelSignal,
  ): Promise<Result<'written' | 'missing', Problem>> {
    const ms = this.settings.writeMs;
    const release = await this.writes.acquire(this.clock, ms, signal);
    if (release === undefined) return failed(notWritten(path, signal));
    const state = { isUnderWay: false };
    const written = boundedIo<'written' | 'missing'>(this.clock, { operation: 'writing', path, ms }, signal, {
      run: () => {
        state.isUnderWay = true;
        return write(this.settings.root + path, text).finally(release);
      },
      absent: { ENOENT: 'missing', ENODEV: 'missing', ENXIO: 'missing' },
    });
    if (!state.isUnderWay) release();
    return written;
  }

  private step(operation: string, path: string): { operation: string; path: string; ms: number } {
    return { operation, path, ms: this.settings.readMs };
  }
}

function notWritten(path: string, signal: CancelSignal): Problem {
  const operation = `writing of ${path}`;
  if (signal.aborted) return { kind: 'cancelled', operation };
  return { kind: 'pending', operation, detail: 'earlier writes to the kernel have not returned yet' };
}

/** A sysfs object that goes away while it is read answers ENODEV or ENXIO; a process that ended, ESRCH. */
const ABSENT = {
  ENOENT: undefined,
  ENOTDIR: undefined,
  ENODEV: undefined,
  ENXIO: undefined,
  ESRCH: undefined,
};

/** All of it or nothing: half a mount table would say that something is not mounted. */
async function readWhole(path: string, maxBytes: number): Promise<Uint8Array> {
  const content = await readFile(path);
  if (content.length > maxBytes)
    throw Object.assign(new Error(`more than ${maxBytes} bytes`), { code: 'EFBIG' });
  return content;
}

/** Opened for writing only: sysfs refuses to open a write-only attribute for reading, too. */
async function write(path: string, text: string): Promise<'written'> {
  const file = await open(path, constants.O_WRONLY);
  try {
    await file.write(text);
    return 'written';
  } finally {
    await file.close();
  }
}
