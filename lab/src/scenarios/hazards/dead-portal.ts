import { readyPaths } from '../initiator.js';
import { healSite } from '../world/heal.js';
import { kubeletOf, provision, takeFrom, type PlacedVolume } from '../world/placed-volume.js';
import type { World } from '../world/world.js';
import type { Hazard } from './hazard.js';

const LIMIT_MS = 12_000;
const SITES = ['b', 'a'] as const;

/** Half of the portals swallow every packet while a volume is staged: those of site B, and thoroughly those of site A. */
export const deadPortal: Hazard = {
  name: 'dead-portal',
  tell: async (world: World, thorough: boolean) => {
    const placed = await provision(world, { name: 'pvc-dead-portal', node: 'node-1' });
    const stages: number[] = [];
    for (const site of thorough ? SITES : SITES.slice(0, 1))
      stages.push(await stageWithout(world, placed, site));
    await takeFrom(world, placed);
    await world.attacher.delete(placed.volume);
    return { deadPortalStageMs: Math.max(...stages) };
  },
};

async function stageWithout(world: World, placed: PlacedVolume, site: 'a' | 'b'): Promise<number> {
  const { simulator, report, signal, nodes } = world;
  await simulator.cut(`site-${site}`);
  const kubelet = kubeletOf(world, placed);
  const stageMs = await kubelet.mount(placed.volume, placed.context);
  const paths = await readyPaths(nodes[placed.node].agent, `3${placed.context['naa'] ?? ''}`, signal);
  report.check(
    `a dead portal never holds a stage up (H11), site ${site} dark`,
    stageMs <= LIMIT_MS && paths === 1,
    `staged in ${stageMs} ms (limit ${LIMIT_MS}) with ${paths} path`,
  );
  await kubelet.unmount(placed.volume);
  await healSite(world, site);
  return stageMs;
}
