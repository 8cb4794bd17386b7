import { healSite } from '../world/heal.js';
import { kubeletOf, provision, takeFrom, type PlacedVolume } from '../world/placed-volume.js';
import { Load } from '../world/load.js';
import type { World } from '../world/world.js';
import type { Hazard } from './hazard.js';

const LIMIT_MS = 12_000;

/** Of the reconciler's rounds one may just have passed; a login and a path take some seconds more. */
const COMPLETE_MS = 60_000;

/** All portals of one site swallow every packet while a volume is staged: of site B, and thoroughly of site A too. */
export const deadPortal: Hazard = {
  name: 'dead-portal',
  tell: async (world: World, thorough: boolean) => {
    const placed = await provision(world, { name: 'pvc-dead-portal', node: 'node-1' });
    const kubelet = kubeletOf(world, placed);
    const first = await stageWithout(world, placed, 'b');
    await healSite(world, 'b');
    const completedMs = await completion(world, placed);
    await kubelet.unmount(placed.volume);
    const stages = [first];
    if (thorough) {
      stages.push(await stageWithout(world, placed, 'a'));
      await kubelet.unmount(placed.volume);
      await healSite(world, 'a');
    }
    await takeFrom(world, placed);
    await world.attacher.delete(placed.volume);
    return { deadPortalStageMs: Math.max(...stages), ...(completedMs === undefined ? {} : { completedMs }) };
  },
};

async function stageWithout(world: World, placed: PlacedVolume, site: 'a' | 'b'): Promise<number> {
  await world.simulator.cut(`site-${site}`);
  const stageMs = await kubeletOf(world, placed).mount(placed.volume, placed.context);
  const paths = await new Load(world, placed).paths();
  world.report.check(
    `a dead portal never holds a stage up (H11), site ${site} dark`,
    stageMs <= LIMIT_MS && paths === 1,
    `staged in ${stageMs} ms (limit ${LIMIT_MS}) with ${paths} path`,
  );
  return stageMs;
}

/** The stage was a success without the dark site; nobody calls again when it is back. */
async function completion(world: World, placed: PlacedVolume): Promise<number | undefined> {
  const ms = await new Load(world, placed).pathsBack(2, COMPLETE_MS);
  const seen =
    ms === undefined ? `not within ${COMPLETE_MS} ms` : `2 paths ${ms} ms after its gateway served again`;
  world.report.check(
    'the path of a site that was dark at stage time is added by itself (H11)',
    ms !== undefined,
    seen,
  );
  return ms;
}
