import type { TwoSiteWorld } from '../world/two-site-world.js';

/** What the tables of the simulated kernels and of the array still show; empty after a clean end. */
export function leftoversOf(world: TwoSiteWorld): readonly string[] {
  const { volumes, luns } = world.simulator.state;
  return [
    ...['node-1', 'node-2'].flatMap((name) =>
      world
        .host(name)
        .leftovers()
        .map((line) => `${name}: ${line}`),
    ),
    ...volumes.all().map(({ name }) => `array: volume ${name}`),
    ...luns.all().map(({ id }) => `array: LUN row ${id}`),
  ];
}
