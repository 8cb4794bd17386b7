import type { LingeringMount } from '../../file/node/lingering-mounts.port.js';
import type { NfsMount } from '../../file/node/nfs-mounts.port.js';
import type { FakeNfsServers } from './nfs-servers.fake.js';

/** What one in-memory host knows of NFS: its kernel, and what the driver has remembered on its disk. */
export interface NfsHostState {
  readonly servers: FakeNfsServers;
  /** In the order of the kernel: of several at one path the last is the topmost. */
  readonly mounts: NfsMount[];
  /** Superblocks that the kernel holds (`/proc/fs/nfsfs/volumes`), with their server. */
  readonly superblocks: Map<string, string>;
  /** Paths in which a process lives. */
  readonly busy: Set<string>;
  /** Paths from which not even force frees a mount whose server is silent. */
  readonly stuck: Set<string>;
  /** Symbolic links of directories, by the path of the link. */
  readonly links: Map<string, string>;
  /** Directories that mounts stand on. */
  readonly directories: Set<string>;
  readonly remembered: Map<string, LingeringMount & { readonly boot: number }>;
  boot: number;
  /** Minor number of the next superblock. */
  minor: number;
}

export function nfsHostState(servers: FakeNfsServers): NfsHostState {
  return {
    servers,
    mounts: [],
    superblocks: new Map(),
    busy: new Set(),
    stuck: new Set(),
    links: new Map(),
    directories: new Set(),
    remembered: new Map(),
    boot: 1,
    minor: 40,
  };
}

/** The kernel lets go of every superblock that nothing shows any more, unless its server is silent. */
export function releaseUnused({ mounts, superblocks, servers }: NfsHostState): void {
  for (const [device, server] of [...superblocks]) {
    const isShown = mounts.some((mount) => mount.device === device);
    if (!isShown && !servers.silent.has(server)) superblocks.delete(device);
  }
}

/** As the kernel has it: without links. */
export function canonical({ links }: NfsHostState, path: string): string {
  for (const [link, target] of links)
    if (path.startsWith(`${link}/`)) return target + path.slice(link.length);
  return path;
}
