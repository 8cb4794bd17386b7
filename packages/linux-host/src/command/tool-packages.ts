/** Debian package of each tool, for `tool-missing` (apt-file, bookworm). */
const PACKAGES: Readonly<Record<string, string>> = {
  iscsiadm: 'open-iscsi',
  multipath: 'multipath-tools',
  multipathd: 'multipath-tools',
  dmsetup: 'dmsetup',
  dd: 'coreutils',
  stat: 'coreutils',
  blkid: 'util-linux',
  wipefs: 'util-linux',
  blockdev: 'util-linux',
  nsenter: 'util-linux',
  mount: 'mount',
  umount: 'mount',
  'mount.nfs': 'nfs-common',
  'rpc.statd': 'nfs-common',
  modprobe: 'kmod',
  e2fsck: 'e2fsprogs',
  resize2fs: 'e2fsprogs',
  'mkfs.ext3': 'e2fsprogs',
  'mkfs.ext4': 'e2fsprogs',
  'mkfs.xfs': 'xfsprogs',
  xfs_growfs: 'xfsprogs',
  xfs_io: 'xfsprogs',
  xfs_logprint: 'xfsprogs',
};

export const packageOf = (tool: string): string => PACKAGES[tool] ?? tool;
