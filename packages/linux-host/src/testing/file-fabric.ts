/** The NFS servers as the kernel of a client sees them: what a simulated host mounts from. */
export interface FileFabric {
  /** While nothing answers the promise stays open until `signal` fires. Rejects with an error that has a `code`. */
  open(request: FileFabricRequest, signal: AbortSignal): Promise<FileFabricExport>;
}

export interface FileFabricRequest {
  /** Host name of the client; the fabric knows its addresses. */
  readonly host: string;
  /** As mounted: a name or an address, without brackets. */
  readonly server: string;
  readonly path: string;
  /** `3`, `4.0`, `4.1` … */
  readonly version: string;
}

/** An export that is mounted. Its methods stall while nothing answers and reject with an error that has a `code`. */
export interface FileFabricExport {
  /** Exports of one file system may share a superblock (nfs(5), sharecache). */
  readonly filesystem: string;
  /** Space of the quota tree. */
  statfs(signal: AbortSignal): Promise<{ readonly totalBytes: bigint; readonly usedBytes: bigint }>;
  /** Resolves when the bytes are on the server's disk. */
  append(name: string, bytes: Uint8Array, signal: AbortSignal): Promise<void>;
  /** The whole file; undefined when there is none. */
  read(name: string, signal: AbortSignal): Promise<Uint8Array | undefined>;
  close(): void;
}

export type FileFabricCode =
  | 'access-denied'
  | 'no-such-export'
  | 'version-unsupported'
  | 'refused'
  | 'unreachable'
  | 'no-space'
  | 'read-only'
  | 'stale';

const CODES: readonly FileFabricCode[] = [
  'access-denied',
  'no-such-export',
  'version-unsupported',
  'refused',
  'unreachable',
  'no-space',
  'read-only',
  'stale',
];

export class FileFabricFault extends Error {
  readonly code: FileFabricCode;

  constructor(code: FileFabricCode, message: string) {
    super(message);
    this.name = 'FileFabricFault';
    this.code = code;
  }
}

/** By its code, not its class: another package's fabric has a class of its own. */
export function fileFaultCode(error: unknown): FileFabricCode | undefined {
  const code: unknown =
    typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return CODES.find((known) => known === code);
}
