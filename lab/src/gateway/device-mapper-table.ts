import type { Allocation } from './extent-allocator.js';

const SECTOR = 512;
/** The pool as every gateway sees it: /dev/ubda of User-Mode Linux. */
export const POOL_DEVICE = '98:0';

/**
 * The table (dmsetup(8)) that maps a volume onto the pool; the same text on every gateway, unless one of them is told
 * to take longer over every write (dm-delay).
 */
export function volumeTable(volume: Allocation, extentBytes: number, writeDelayMs = 0): string {
  const sectorsPerExtent = extentBytes / SECTOR;
  let left = Number(volume.sizeBytes / BigInt(SECTOR));
  let at = 0;
  const lines: string[] = [];
  for (const run of volume.runs) {
    const length = Math.min(run.count * sectorsPerExtent, left);
    const place = `${POOL_DEVICE} ${run.start * sectorsPerExtent}`;
    const target = writeDelayMs === 0 ? `linear ${place}` : `delay ${place} 0 ${place} ${writeDelayMs}`;
    lines.push(`${at} ${length} ${target}`);
    at += length;
    left -= length;
  }
  return lines.join(';');
}
