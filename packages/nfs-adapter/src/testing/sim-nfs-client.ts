import type { NfsSource } from '@twinsite/domain';
import {
  file,
  type FileFabric,
  type FileFabricExport,
  type SimMount,
  type SimulatedLinux,
  type TreePart,
} from '@twinsite/linux-host/testing';

/** `struct nfs_server` of the simulated kernel. */
export interface SimSuperblock {
  readonly device: string;
  readonly source: NfsSource;
  readonly version: string;
  /** Mounted with nosharecache. */
  readonly isOwn: boolean;
  readonly exported: FileFabricExport;
  /** Written by an application and not yet by the server. */
  isDirty: boolean;
  /** Paths from which it was detached while somebody lived in them. */
  readonly lived: Set<string>;
  /** Ends its requests, as MNT_FORCE does. */
  readonly killed: AbortController;
}

const FIRST_MINOR = 40;
const PORT = '801';

/** The NFS client of a simulated kernel: superblocks, which outlive their mounts while they have something to do. */
export class SimNfsClient {
  readonly host: string;
  readonly fabric: FileFabric;
  /** rpc.statd runs, which locks of NFS 3 need. */
  hasStatd = true;
  /** What this kernel can mount. */
  readonly versions = new Set(['3', '4.0', '4.1', '4.2']);
  private readonly linux: SimulatedLinux;
  private readonly superblocks = new Map<string, SimSuperblock>();

  constructor(linux: SimulatedLinux, host: string, fabric: FileFabric) {
    this.linux = linux;
    this.host = host;
    this.fabric = fabric;
  }

  /** The superblock for a new mount: one that can be shared, or a new one with the lowest free number. */
  superblockFor(request: Pick<SimSuperblock, 'source' | 'version' | 'isOwn' | 'exported'>): SimSuperblock {
    const shared = [...this.held()].find(
      ({ isOwn, exported, version }) =>
        !isOwn &&
        !request.isOwn &&
        exported.filesystem === request.exported.filesystem &&
        version === request.version,
    );
    if (shared !== undefined) return shared;
    let minor = FIRST_MINOR;
    while (this.superblocks.has(`0:${minor}`)) minor += 1;
    const device = `0:${minor}`;
    const made = {
      ...request,
      device,
      isDirty: false,
      lived: new Set<string>(),
      killed: new AbortController(),
    };
    this.superblocks.set(device, made);
    return made;
  }

  of(mount: Pick<SimMount, 'majorMinor' | 'fsType'>): SimSuperblock | undefined {
    return mount.fsType.startsWith('nfs') ? this.superblocks.get(mount.majorMinor) : undefined;
  }

  isMounted({ device }: SimSuperblock): boolean {
    return this.linux.mounts.all().some(({ majorMinor }) => majorMinor === device);
  }

  /** Those the kernel still has; what nobody needs any more goes. */
  held(): readonly SimSuperblock[] {
    for (const superblock of [...this.superblocks.values()]) {
      const { device, isDirty, lived, exported } = superblock;
      const isUsed = [...lived].some((path) => this.linux.mounts.isBusy(path));
      if (isUsed || isDirty || this.isMounted(superblock)) continue;
      exported.close();
      this.superblocks.delete(device);
    }
    return [...this.superblocks.values()];
  }

  /** Writes what is unwritten: for ever while the server is silent, unless its requests are ended. */
  async flush(superblock: SimSuperblock): Promise<void> {
    if (!superblock.isDirty) return;
    await superblock.exported.statfs(superblock.killed.signal).catch(() => undefined);
    superblock.isDirty = false;
  }

  /** As after a start of the machine. */
  clear(): void {
    for (const { exported } of this.superblocks.values()) exported.close();
    this.superblocks.clear();
  }

  tree(): TreePart {
    const head = 'NV SERVER   PORT DEV          FSID                              FSC\n';
    const lines = this.held().map(({ version, source, device }) => {
      const columns = [`v${version.charAt(0)}`, hexOf(source.server), ` ${PORT}`, device.padEnd(12)];
      return `${columns.join(' ')} ${'0:0'.padEnd(33)} no \n`;
    });
    return [
      ['/proc/self/net/nfsfs/volumes', file(head + lines.join(''))],
      ['/proc/filesystems', file('nodev\tproc\nnodev\tnfs\nnodev\tnfs4\n\text4\n')],
    ];
  }
}

const hexOf = (address: string): string =>
  address
    .split('.')
    .map((part) => Number(part).toString(16).padStart(2, '0'))
    .join('');
