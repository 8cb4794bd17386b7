import type { Bytes } from '../shared/bytes.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import type { Result } from '../shared/result.js';
import type { FsUsage } from './filesystems.port.js';

/** The mount table of this host. */
export interface Mounts {
  /** Every mount at exactly this path, the topmost last; empty when nothing is mounted there. */
  at(path: string, signal: CancelSignal): Promise<Result<readonly MountEntry[], Problem>>;
  /** Mounts a file system; creates the directory. */
  mount(request: MountRequest, signal: CancelSignal): Promise<Result<void, Problem>>;
  /** Binds a directory or, for raw volumes, a device node; creates the target. Read-only is remounted so. */
  bind(request: BindRequest, signal: CancelSignal): Promise<Result<void, Problem>>;
  /** Takes the topmost mount off. Busy: `path-busy` with the holders. Nothing mounted is success. Never lazy. */
  unmount(path: string, signal: CancelSignal): Promise<Result<void, Problem>>;
  /** Removes the empty directory or file left at an unmounted path. Missing is success. */
  removePath(path: string, signal: CancelSignal): Promise<Result<void, Problem>>;
  /** Usage of what is mounted at the path, or the size of the device node. `path-missing` when nothing is there. */
  usage(path: string, signal: CancelSignal): Promise<Result<PathUsage, Problem>>;
}

export interface MountEntry {
  readonly path: string;
  /** Source as the kernel shows it, e.g. `/dev/mapper/3600…`. */
  readonly source: string;
  /** Identity of the device below, when it is a multipath map (dm uuid), e.g. `mpath-3600…`. */
  readonly deviceUuid: string | undefined;
  readonly fsType: string;
  readonly readOnly: boolean;
}

export interface MountRequest {
  readonly device: string;
  readonly path: string;
  readonly fsType: string;
  readonly flags: readonly string[];
}

export interface BindRequest {
  readonly source: string;
  readonly path: string;
  readonly kind: 'directory' | 'device';
  readonly readOnly: boolean;
}

export type PathUsage =
  | { readonly kind: 'filesystem'; readonly usage: FsUsage }
  | { readonly kind: 'device'; readonly size: Bytes };
