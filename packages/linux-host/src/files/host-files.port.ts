import type { CancelSignal, Problem, Result } from '@twinsite/domain';

/** The kernel's small files: /proc, /sys, /etc. Bounded: a hung one answers `tool-hung`, never blocks the process. */
export interface HostFiles {
  /** The whole file; one of more than 64 MiB is `host-io` EFBIG. Undefined when there is no such file. */
  readBytes(path: string, signal: CancelSignal): Promise<Result<Uint8Array | undefined, Problem>>;
  /** Names in a directory, sorted; empty when there is none. */
  list(path: string, signal: CancelSignal): Promise<Result<readonly string[], Problem>>;
  /** Target of a symbolic link as written; undefined when it is none. */
  readLink(path: string, signal: CancelSignal): Promise<Result<string | undefined, Problem>>;
  /**
   * Writes an existing attribute in one go, never creates it. The kernel may work for seconds before it answers
   * (scan, delete); `missing` when there is no such attribute.
   */
  writeAttribute(
    path: string,
    text: string,
    signal: CancelSignal,
  ): Promise<Result<'written' | 'missing', Problem>>;
}

/** Directories and files that mounts stand on. */
export interface HostPaths {
  makeDirectory(path: string, signal: CancelSignal): Promise<Result<void, Problem>>;
  /** An empty file and its directory, for the bind of a device node. */
  makeFile(path: string, signal: CancelSignal): Promise<Result<void, Problem>>;
  /** An empty directory or an empty file; missing is success. */
  removeEmpty(path: string, signal: CancelSignal): Promise<Result<void, Problem>>;
  /** The path with symbolic links of its parents resolved; the last part is not touched (it may be a dead mount). */
  canonical(path: string, signal: CancelSignal): Promise<Result<string, Problem>>;
}
