import { poolCount } from '@twinsite/lab';
import type { Stage } from '../stage.js';

const BLOCKS = 2048;
const BLOCK = 4096;

/** What the node that stands still has in its page cache, and what the other one writes. 16 bytes each. */
export const OLD = 'OLD-OLD-OLD-OLD\n';
const FRESH = 'NEW-NEW-NEW-NEW\n';

/** Every block of the range holds only the text. */
const blocksOf = (text: string): string => `yes '${text.trimEnd()}' | head -c ${BLOCKS * BLOCK}`;

/** 8 MiB through the page cache; nothing is told to go to the disk. */
export const DIRTY = `${blocksOf(OLD)} | dd of=/dev/raw bs=${BLOCK} conv=notrunc 2>/dev/null`;
/** The same blocks, on the disk when it returns. */
export const NEW = {
  write: `${blocksOf(FRESH)} | dd of=/dev/raw bs=${BLOCK} conv=notrunc,fsync 2>/dev/null`,
};

/** At least this much of it must be dirty, or there was nothing to show. */
export const DIRTY_KB = (BLOCKS * BLOCK) / 2048;

/** What the node has not written yet (proc(5), meminfo). */
export async function dirtyKilobytes({ lab, signal }: Stage): Promise<number> {
  const script = `awk '/^Dirty:/ { print $2 }' /proc/meminfo`;
  return Number(await lab.guest('node-1').agent.must(script, { deadlineMs: 10_000, signal }));
}

/** How many blocks of the volume begin with the text, by what the pool holds. */
export function timesOnVolume({ lab }: Stage, volumeId: number, text: string): Promise<number> {
  return poolCount(lab.pool, volumeId, { text, every: BLOCK });
}
