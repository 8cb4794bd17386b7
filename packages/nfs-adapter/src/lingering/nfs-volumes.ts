/**
 * `major:minor` of every NFS superblock that the kernel holds, mounted or not (/proc/fs/nfsfs/volumes, the same file as
 * net/nfsfs/volumes of a process): `v3 0a070101  801 0:46   4d2:0   no`.
 */
export function parseNfsVolumes(text: string): ReadonlySet<string> {
  const devices = text.split('\n').flatMap((line) => {
    const [version = '', , , device = ''] = line.trim().split(/\s+/);
    return /^v\d+$/.test(version) && /^\d+:\d+$/.test(device) ? [device] : [];
  });
  return new Set(devices);
}

/** Whether this kernel has an NFS client loaded (/proc/filesystems): without one it holds nothing. */
export const knowsNfs = (filesystems: string): boolean => /^(nodev)?\s*nfs4?$/m.test(filesystems);
