import type { MountRefusal } from '../../file/file-problems.js';
import { formatNfsSource, type NfsSource } from '../../file/nfs-source.js';
import { bytes, GIB, type Bytes } from '../../shared/bytes.js';

export interface FakeExport {
  /** Enforced size of the quota tree. */
  total: Bytes;
  used: Bytes;
  /** Why nobody gets in; undefined: everybody does. */
  refusal: MountRefusal | undefined;
}

/** The NFS servers that a fake host can reach. */
export class FakeNfsServers {
  private readonly exports = new Map<string, FakeExport>();
  /** Servers whose packets vanish. */
  readonly silent = new Set<string>();

  add(source: NfsSource, total: Bytes = bytes(GIB)): FakeExport {
    const entry: FakeExport = { total, used: bytes(0), refusal: undefined };
    this.exports.set(formatNfsSource(source), entry);
    return entry;
  }

  at(source: NfsSource): FakeExport | undefined {
    return this.exports.get(formatNfsSource(source));
  }
}
