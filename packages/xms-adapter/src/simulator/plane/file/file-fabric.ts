import type { Site } from '../../topology/topology.js';

/** An NFS client. Without a site it reaches every site that is not cut itself. */
export interface FileClientHost {
  readonly ip: string;
  readonly site?: Site;
}

/** A mount as the client knows it; like a file handle it outlives a move of the VIP. */
export interface FileMount {
  readonly id: number;
  /** Address of a gateway, or a VIP. */
  readonly server: string;
  /** `/sdsfs/<folder>` or a path below it. */
  readonly path: string;
  readonly client: FileClientHost;
}

export interface FileUsage {
  readonly totalBytes: bigint;
  readonly freeBytes: bigint;
}

/** A file below what is mounted. */
export interface FilePlace {
  readonly name: string;
  readonly offset: number;
}

/**
 * The client's side of the file gateways, as a hard mount sees it: what gets no answer is sent again until the caller's
 * signal ends it, with the signal's reason. Everything else ends in a FileError.
 */
export interface FileFabric {
  mount(request: Omit<FileMount, 'id'>, signal: AbortSignal): Promise<FileMount>;
  statfs(mount: FileMount, signal: AbortSignal): Promise<FileUsage>;
  /** Also when it is there already, which empties it. */
  create(mount: FileMount, name: string, signal: AbortSignal): Promise<void>;
  write(mount: FileMount, place: FilePlace, bytes: Uint8Array, signal: AbortSignal): Promise<void>;
  /** Shorter than asked at the end of the file. */
  read(
    mount: FileMount,
    place: FilePlace & { readonly length: number },
    signal: AbortSignal,
  ): Promise<Uint8Array>;
  /** The last mount of a client from a server takes its connection along. */
  close(mount: FileMount): void;
}

/**
 * `not-exported`, `access-denied`: what a mount is told. `EACCES`: no access any more. `ESTALE`: the export, the tree or its
 * folder is gone.
 */
export type FileFault =
  | 'not-exported'
  | 'access-denied'
  | 'EACCES'
  | 'ENOENT'
  | 'ENOSPC'
  | 'EROFS'
  | 'ESTALE';

export class FileError extends Error {
  readonly fault: FileFault;

  constructor(fault: FileFault, detail: string) {
    super(`${fault}: ${detail}`);
    this.fault = fault;
  }
}
