import {
  done,
  exit,
  type Program,
  type ProgramCall,
  type ProgramResult,
  type SimMount,
  type SimulatedLinux,
} from '@twinsite/linux-host/testing';
import type { SimNfsClient, SimSuperblock } from './sim-nfs-client.js';

const FAILURE = 32;

interface Unmount {
  readonly mount: SimMount;
  readonly superblock: SimSuperblock;
  readonly flags: ReadonlySet<string>;
}

/** umount(8) 2.38 with umount.nfs 2.6.2: `[-i] -c [-f|-l] -- PATH` of an NFS mount; everything else as the machine does it. */
export function umountWithNfs(linux: SimulatedLinux, client: SimNfsClient, inner: Program): Program {
  return (call) => {
    const at = call.args.indexOf('--');
    const path = call.args[at + 1] ?? '';
    const flags = new Set(call.args.slice(0, at));
    const mount = linux.mounts.topAt(path);
    const superblock = mount === undefined ? undefined : client.of(mount);
    if (mount === undefined && flags.size > 0)
      return Promise.resolve(exit(FAILURE, `umount: ${path}: not mounted.`));
    if (mount === undefined || superblock === undefined) return inner(call);
    if (!flags.has('-c')) return Promise.resolve(exit(1, 'umount: it would ask the server what is mounted'));
    return umountNfs({ linux, client }, { mount, superblock, flags }, call);
  };
}

async function umountNfs(
  { linux, client }: { readonly linux: SimulatedLinux; readonly client: SimNfsClient },
  { mount, superblock, flags }: Unmount,
  { signal, uninterruptible }: ProgramCall,
): Promise<ProgramResult> {
  if (!flags.has('-i') && superblock.version === '3') {
    // UMNT to the server's mountd comes before the unmount.
    await superblock.exported.statfs(signal).catch(() => undefined);
    if (signal.aborted) return exit(137);
  }
  if (flags.has('-f')) superblock.killed.abort();
  if (flags.has('-l')) {
    superblock.lived.add(mount.path);
    linux.mounts.detach(mount);
    if (!client.isMounted(superblock)) void client.flush(superblock);
    return done();
  }
  if (!linux.mounts.remove(mount)) return exit(FAILURE, `umount.nfs: ${mount.path}: device is busy`);
  if (!client.isMounted(superblock)) await uninterruptible(client.flush(superblock));
  return done();
}
