import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import type { Result } from '../../shared/result.js';
import type { FsUsage } from '../../node/filesystems.port.js';
import type { NfsSource } from '../nfs-source.js';

/**
 * The NFS mounts of this host. No method touches a path on an NFS mount in the driver's own process: what may hang runs in
 * a child with a deadline that is killed with its process group.
 */
export interface NfsMounts {
  /**
   * Every NFS mount and every bind of one, of the kernel's own table, in its order: the topmost at a path is last. The
   * kernel knows no symbolic links; a mount that one of `paths` leads to is listed under the path as it is given here.
   */
  list(paths: readonly string[], signal: CancelSignal): Promise<Result<readonly NfsMount[], Problem>>;
  /**
   * Creates the directory and mounts. A server that does not answer in time: `server-silent`; one that answers no:
   * `mount-refused`.
   */
  mount(request: NfsMountRequest, signal: CancelSignal): Promise<Result<void, Problem>>;
  /** Binds an NFS mount to a pod's directory, creating it; read-only from the first moment where asked. */
  bind(request: NfsBind, signal: CancelSignal): Promise<Result<void, Problem>>;
  /**
   * Takes the topmost mount off: plainly, then by force where nothing else uses its superblock, then lazily, which is
   * remembered (`LingeringMounts`) before it is tried; each step has a deadline. Busy with living processes is `path-busy`
   * and goes no further, as long as the server answers.
   */
  unmount(request: NfsUnmount, signal: CancelSignal): Promise<Result<UnmountOutcome, Problem>>;
  /** Space of the quota tree at the path. A server that does not answer in time: `server-silent`. */
  usage(path: string, signal: CancelSignal): Promise<Result<FsUsage, Problem>>;
  /** Removes the empty directory left at an unmounted path. Missing is success. */
  removePath(path: string, signal: CancelSignal): Promise<Result<void, Problem>>;
}

export interface NfsMount {
  readonly path: string;
  /** As the kernel shows it. */
  readonly source: NfsSource;
  /** `major:minor` of its superblock; binds of one mount share it. */
  readonly device: string;
  readonly readOnly: boolean;
  readonly options: readonly string[];
}

export interface NfsMountRequest {
  readonly source: NfsSource;
  readonly path: string;
  /** Words for mount(8) -o. */
  readonly options: readonly string[];
}

export interface NfsBind {
  readonly from: string;
  readonly path: string;
  readonly readOnly: boolean;
}

export interface NfsUnmount {
  /** CSI volume id, for what a lazy unmount has to remember. */
  readonly volume: string;
  readonly path: string;
}

export type UnmountOutcome =
  /** Nothing of the mount is left, or nothing was mounted. */
  | { readonly kind: 'gone' }
  /** By force: what was not yet on the server is lost. */
  | { readonly kind: 'forced'; readonly reason: string }
  /** Out of sight only; the kernel may still send old writes (design section 9). */
  | { readonly kind: 'lazy'; readonly device: string; readonly reason: string };
