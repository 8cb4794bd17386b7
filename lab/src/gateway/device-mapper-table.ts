import type { Allocation } from './extent-allocator.js';

const SECTOR = 512;
/** The pool as every gateway sees it: /dev/ubda of User-Mode Linux. */
export const POOL_DEVICE = '98:0';

/** The linear table (dmsetup(8)) that maps a volume onto the pool; the same text on every gateway. */
export function linearTable(volume: Allocation, extentBytes: number): string {
  const sectorsPerExtent = extentBytes / SECTOR;
  let left = Number(volume.sizeBytes / BigInt(SECTOR));
  let at = 0;
  const lines: string[] = [];
  for (const run of volume.runs) {
    const length = Math.min(run.count * sectorsPerExtent, left);
    lines.push(`${at} ${length} linear ${POOL_DEVICE} ${run.start * sectorsPerExtent}`);
    at += length;
    left -= length;
  }
  return lines.join(';');
}
