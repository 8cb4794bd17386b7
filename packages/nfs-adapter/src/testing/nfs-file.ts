import type { MountedFile, SimulatedLinux } from '@twinsite/linux-host/testing';
import type { SimNfsClient } from './sim-nfs-client.js';

const forever = new AbortController().signal;

/** The open file of an application on an NFS mount; undefined when the path lies on none. */
export function nfsFile(linux: SimulatedLinux, client: SimNfsClient, path: string): MountedFile | undefined {
  const mount = linux.mounts.above(path);
  const superblock = mount === undefined ? undefined : client.of(mount);
  if (mount === undefined || superblock === undefined) return undefined;
  const name = path.slice(mount.path.length + 1);
  const { exported, killed } = superblock;
  return {
    appendRecord: async (bytes, signal = forever) => {
      if (mount.options.includes('ro'))
        throw Object.assign(new Error('Read-only file system'), { code: 'EROFS' });
      await exported.append(name, bytes, AbortSignal.any([signal, killed.signal]));
    },
    readBack: async (signal = forever) => {
      const bytes = await exported.read(name, AbortSignal.any([signal, killed.signal]));
      if (bytes === undefined) throw Object.assign(new Error(`no such file: ${path}`), { code: 'ENOENT' });
      return bytes;
    },
  };
}
