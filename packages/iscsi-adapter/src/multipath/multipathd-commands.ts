import { wwidOf, type Naa } from '@twinsite/domain';
import type { Command } from '@twinsite/linux-host';

const CLI_MS = 20_000;

/** multipathd(8). Its answer is advice; sysfs tells whether it helped (hazard H18). */
const multipathd = (...args: readonly string[]): Command => ({
  tool: 'multipathd',
  args,
  deadlineMs: CLI_MS,
  class: 'multipath',
  label: `multipathd ${args.join(' ')}`,
});

export const addPath = (device: string): Command => multipathd('add', 'path', device);
export const removePath = (device: string): Command => multipathd('del', 'path', device);
export const addMap = (naa: Naa): Command => multipathd('add', 'map', wwidOf(naa));
export const resizeMap = (name: string): Command => multipathd('resize', 'map', name);
export const disableQueueing = (name: string): Command => multipathd('disablequeueing', 'map', name);

/** multipath(8): removes an unused map through multipathd; never `dmsetup remove` behind its back (hazard H5). */
export const removeMap = (name: string): Command => ({
  tool: 'multipath',
  args: ['-f', name],
  deadlineMs: CLI_MS,
  class: 'multipath',
  label: `multipath -f ${name}`,
});
