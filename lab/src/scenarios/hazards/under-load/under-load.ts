import { readBackThroughEachGateway } from '../../site-loss/read-back.js';
import { Load, RECORDS } from '../../world/load.js';
import { kubeletOf, place, takeFrom } from '../../world/placed-volume.js';
import type { World } from '../../world/world.js';
import type { Hazard } from '../hazard.js';
import { bothSitesCut } from './both-sites-cut.js';
import { gatewayKilled } from './gateway-killed.js';
import { gatewayLeaves } from './gateway-leaves.js';
import type { Incident } from './incident.js';
import { iscsidRestart } from './iscsid-restart.js';
import { losingSide } from './losing-side.js';
import { pathFlap } from './path-flap.js';

const INCIDENTS: readonly Incident[] = [
  pathFlap,
  iscsidRestart,
  gatewayKilled,
  gatewayLeaves,
  losingSide,
  bothSitesCut,
];

/** One application writes through everything; what it was told is stored is counted at the end, on the other node. */
export const underLoad: Hazard = {
  name: 'under-load',
  tell: async (world: World, thorough: boolean) => {
    const placed = await place(world, { name: 'pvc-load', node: 'node-1', sizeMib: 256 });
    const load = new Load(world, placed);
    await load.start();
    const figures: Record<string, number> = {};
    for (const incident of INCIDENTS) {
      const stallMs = await suffer(world, load, incident, thorough);
      if (stallMs !== undefined) figures[incident.figure] = stallMs;
    }
    const { acknowledged } = await load.stop();
    await kubeletOf(world, placed).unmount(placed.volume);
    await takeFrom(world, placed);
    const reader = {
      lab: world.lab,
      simulator: world.simulator,
      attacher: world.attacher,
      kubelet: world.nodes['node-2'].kubelet('reader'),
      volume: placed.volume,
      file: RECORDS,
      acknowledged,
    };
    const lost = await readBackThroughEachGateway(reader, world.report, world.signal);
    await world.attacher.delete(placed.volume);
    return { ...figures, records: acknowledged, lost };
  },
};

async function suffer(
  world: World,
  load: Load,
  incident: Incident,
  thorough: boolean,
): Promise<number | undefined> {
  const before = await load.footing();
  const stallMs = await load.stallDuring(() => incident.happen(world, load, thorough));
  const backMs = await load.pathsBack(2);
  const after = await load.footing();
  const stall = stallMs === undefined ? 'the writes did NOT go on' : `worst stall ${stallMs} ms`;
  const paths = backMs === undefined ? 'the paths did NOT all return' : `2 paths ${backMs} ms later`;
  const holds = stallMs !== undefined && backMs !== undefined && before === after;
  world.report.check(incident.claim, holds, `${stall}; ${paths}; map and mount ${before}, then ${after}`);
  return stallMs;
}
