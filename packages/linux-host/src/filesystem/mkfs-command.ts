import { MIB, type Bytes, type FsType } from '@twinsite/domain';
import type { Command } from '../command/command-runner.port.js';

/** Large disks take long even with lazy tables: the tool is joined, not repeated, when a caller leaves. */
const MKFS_MS = 600_000;
const KIB = 1024n;

/**
 * The last MiB stays outside the file system: the intent record stands in it. Discard is off, since an array may take
 * minutes over it. mkfs.xfs gets -f because it otherwise refuses what a killed mkfs left; the caller has proved by
 * the intent record, or by blankness, that the disk may be formatted. mke2fs needs no -F: without a terminal it asks
 * nothing, and it still refuses a disk that is in use.
 */
export function mkfsCommand(device: string, fsType: FsType, size: Bytes): Command {
  const room = ((size - MIB) / (4n * KIB)) * 4n * KIB;
  const run = {
    tool: `mkfs.${fsType}`,
    deadlineMs: MKFS_MS,
    class: 'mkfs',
    survivesCancelAs: `mkfs ${device}`,
  } as const;
  if (fsType === 'xfs') return { ...run, args: ['-q', '-f', '-K', '-d', `size=${room.toString()}`, device] };
  const options = ['-q', '-m', '0', '-E', 'lazy_itable_init=1,nodiscard'];
  return { ...run, args: [...options, device, `${(room / KIB).toString()}k`] };
}
