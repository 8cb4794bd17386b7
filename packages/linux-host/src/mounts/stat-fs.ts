import { bytes, type FsUsage } from '@twinsite/domain';

/** Format for `stat -f -c` (coreutils 9.1): block size, blocks, free, free to users, inodes, free inodes. */
export const STAT_FORMAT = '%S %b %f %a %c %d';

/** Undefined for anything but six whole numbers. */
export function parseStatFs(text: string): FsUsage | undefined {
  const match = /^(\d+) (\d+) (\d+) (\d+) (\d+) (\d+)\s*$/.exec(text);
  if (match === null) return undefined;
  const [block = 0n, total = 0n, free = 0n, available = 0n, inodes = 0n, freeInodes = 0n] = match
    .slice(1)
    .map(BigInt);
  return {
    bytes: {
      total: bytes(block * total),
      used: bytes(block * (total - free)),
      available: bytes(block * available),
    },
    inodes: { total: inodes, used: inodes - freeInodes, available: freeInodes },
  };
}
