import type { TwoSiteWorld } from '@twinsite/demo/world';
import type { AccessType } from '../cli/sanity-command.js';
import type { Bench } from './bench.js';
import { blockBench } from './block-bench.js';
import { fileBench } from './file-bench.js';

/** Volumes of this kind in the world; the drivers log into files of `logs`. */
export const openBench = (accessType: AccessType, world: TwoSiteWorld, logs: string): Promise<Bench> =>
  accessType === 'nfs' ? fileBench(world, logs) : blockBench(world, logs);
