import type { TwoSiteWorld } from '@twinsite/demo/world';
import type { Bench } from './bench.js';
import { startDrivers } from './drivers.js';
import { leftBehind } from './left-behind.js';
import { simulatedPaths } from './simulated-paths.js';

const NODE = 'node-1';

export async function blockBench(world: TwoSiteWorld, logs: string): Promise<Bench> {
  return {
    drivers: await startDrivers(world, NODE, logs),
    parameters: { accessPaths: 'ap-k8s', pool: 'pool-a' },
    keeper: simulatedPaths(world.host(NODE)),
    leftBehind: () => leftBehind(world, world.host(NODE)),
  };
}
