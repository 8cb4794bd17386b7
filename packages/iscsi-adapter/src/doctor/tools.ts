import type { HostTool } from '@twinsite/linux-host';

/** What a volume needs from the first login to the last unmount. */
export const TOOLS: readonly HostTool[] = [
  { tool: 'iscsiadm', args: ['--version'] },
  { tool: 'multipath', args: ['-h'] },
  { tool: 'multipathd', args: ['show', 'daemon'] },
  { tool: 'dmsetup', args: ['--version'] },
  { tool: 'blkid', args: ['-V'] },
  { tool: 'wipefs', args: ['-V'] },
  { tool: 'blockdev', args: ['-V'] },
  { tool: 'mount', args: ['-V'] },
  { tool: 'umount', args: ['-V'] },
  { tool: 'dd', args: ['--version'] },
  { tool: 'stat', args: ['--version'] },
  { tool: 'mkfs.ext4', args: ['-V'] },
  { tool: 'mkfs.ext3', args: ['-V'] },
  { tool: 'e2fsck', args: ['-V'] },
  { tool: 'resize2fs', args: [] },
  { tool: 'mkfs.xfs', args: ['-V'], optional: true },
  { tool: 'xfs_growfs', args: ['-V'], optional: true },
  { tool: 'xfs_logprint', args: ['-V'], optional: true },
];
