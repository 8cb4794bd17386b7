import { done, exit, fileFaultCode, type Program, type SimulatedLinux } from '@twinsite/linux-host/testing';
import type { SimNfsClient } from './sim-nfs-client.js';

const BLOCK = 1_048_576n;

/** stat -f of an NFS mount: FSSTAT, which waits for the server. */
export function statWithNfs(linux: SimulatedLinux, client: SimNfsClient, inner: Program): Program {
  return async (call) => {
    const path = call.args.at(-1) ?? '';
    const mount = linux.mounts.topAt(path);
    const superblock = mount === undefined ? undefined : client.of(mount);
    if (superblock === undefined) return inner(call);
    try {
      const { totalBytes, usedBytes } = await superblock.exported.statfs(call.signal);
      const [total, free] = [totalBytes / BLOCK, (totalBytes - usedBytes) / BLOCK];
      return done(`${[BLOCK, total, free, free, 1000, 990].join(' ')}\n`);
    } catch (error) {
      if (fileFaultCode(error) !== 'stale') throw error;
      return exit(1, `stat: cannot read file system information for '${path}': Stale file handle`);
    }
  };
}
