import {
  FileFabricFault,
  type FileFabric,
  type FileFabricExport,
  type FileFabricRequest,
} from './file-fabric.js';
import { Reachability } from './reachability.js';

/** A directory of a server with an enforced size. */
export class MemoryExport {
  readonly path: string;
  readonly files = new Map<string, Uint8Array>();
  /** Host names that are let in; empty: everybody. */
  readonly allowed = new Set<string>();
  totalBytes: bigint;
  readOnly = false;

  constructor(path: string, totalBytes: bigint) {
    this.path = path;
    this.totalBytes = totalBytes;
  }

  get usedBytes(): bigint {
    return [...this.files.values()].reduce((sum, { length }) => sum + BigInt(length), 0n);
  }
}

/** One NFS server in memory. */
export class MemoryFileServer {
  readonly address: string;
  readonly exports = new Map<string, MemoryExport>();
  readonly versions = new Set(['3', '4.0', '4.1', '4.2']);
  /** False: the host is up, and no server listens. */
  listens = true;
  readonly link = new Reachability();

  constructor(address: string) {
    this.address = address;
  }

  add(path: string, totalBytes = 1024n ** 3n): MemoryExport {
    const made = new MemoryExport(path, totalBytes);
    this.exports.set(path, made);
    return made;
  }
}

/** File servers in memory, for tests of the node side alone. */
export class MemoryFileFabric implements FileFabric {
  private readonly servers = new Map<string, MemoryFileServer>();

  add(address: string): MemoryFileServer {
    const server = new MemoryFileServer(address);
    this.servers.set(address, server);
    return server;
  }

  async open(request: FileFabricRequest, signal: AbortSignal): Promise<FileFabricExport> {
    const { host, server: address, path, version } = request;
    const server = this.servers.get(address);
    if (server === undefined) throw new FileFabricFault('unreachable', `nobody has the address ${address}`);
    await answered(server, signal);
    if (!server.listens) throw new FileFabricFault('refused', `${address} does not serve`);
    if (!server.versions.has(version)) throw new FileFabricFault('version-unsupported', version);
    const found = server.exports.get(path);
    if (found === undefined) throw new FileFabricFault('no-such-export', path);
    const isIn = found.allowed.size === 0 || found.allowed.has(host);
    if (!isIn) throw new FileFabricFault('access-denied', `${host} may not mount ${path}`);
    return mountedExport(server, found);
  }
}

async function answered(server: MemoryFileServer, signal: AbortSignal): Promise<void> {
  if (!(await server.link.answered(signal)))
    throw new FileFabricFault('unreachable', `${server.address} was given up`);
}

function mountedExport(server: MemoryFileServer, found: MemoryExport): FileFabricExport {
  const talk = async (signal: AbortSignal): Promise<void> => {
    await answered(server, signal);
    if (server.exports.get(found.path) !== found) throw new FileFabricFault('stale', found.path);
  };
  return {
    filesystem: `${server.address}:${found.path.split('/').slice(0, 3).join('/')}`,
    statfs: async (signal) => {
      await talk(signal);
      return { totalBytes: found.totalBytes, usedBytes: found.usedBytes };
    },
    append: async (name, bytes, signal) => {
      await talk(signal);
      if (found.readOnly) throw new FileFabricFault('read-only', found.path);
      if (found.usedBytes + BigInt(bytes.length) > found.totalBytes)
        throw new FileFabricFault('no-space', found.path);
      found.files.set(name, Buffer.concat([found.files.get(name) ?? new Uint8Array(), bytes]));
    },
    read: async (name, signal) => {
      await talk(signal);
      return found.files.get(name);
    },
    close: () => undefined,
  };
}
