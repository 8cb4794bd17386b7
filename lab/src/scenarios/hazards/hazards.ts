import type { Scenario } from '../scenario.js';
import { remains, resetWorld } from '../world/reset-world.js';
import { inWorld, type World } from '../world/world.js';
import { deadPortal } from './dead-portal.js';
import { driverKilled } from './driver-killed.js';
import { duplicateSerial } from './duplicate-serial.js';
import type { Hazard } from './hazard.js';
import { frozenNode } from './frozen-node.js';
import { lunReuse } from './lun-reuse.js';
import { nodeReboot } from './node-reboot.js';
import { nonBlankDisk } from './non-blank-disk.js';
import { staleWrite } from './stale-write.js';
import { underLoad } from './under-load/under-load.js';

const HAZARDS: readonly Hazard[] = [
  staleWrite,
  lunReuse,
  deadPortal,
  underLoad,
  nonBlankDisk,
  duplicateSerial,
  frozenNode,
  nodeReboot,
  driverKilled,
];

export const hazards: Scenario = {
  name: 'hazards',
  summary: 'what must not happen, made to happen on real kernels: each hazard that needs one, with evidence',
  flags: { '--all': 'switch', '--only': HAZARDS.map(({ name }) => name) },
  run: (lab, report, signal, options) =>
    inWorld({ lab, report, signal }, async (world) => {
      const runs: Record<string, unknown>[] = [];
      let leftovers = 0;
      const wanted = HAZARDS.filter(({ name }) => options['only'] === undefined || options['only'] === name);
      for (const hazard of wanted) {
        const run = await tellOne(world, hazard, options['all'] !== undefined);
        leftovers += run.leftovers;
        runs.push(run);
      }
      return { result: { leftovers, runs } };
    }),
};

/** One that breaks off fails; the next one finds a clean floor all the same. */
async function tellOne(world: World, hazard: Hazard, thorough: boolean) {
  const { name } = hazard;
  const { report, signal } = world;
  const begun = Date.now();
  const figures = await hazard.tell(world, thorough).catch((error: unknown) => {
    signal.throwIfAborted();
    report.check(name, false, error instanceof Error ? error.message : String(error));
    return undefined;
  });
  const left = await remains(world).catch((error: unknown) => {
    signal.throwIfAborted();
    return [`the tables cannot be read: ${error instanceof Error ? error.message : String(error)}`];
  });
  report.check(`nothing is left: ${name}`, left.length === 0, left.join('; ') || 'the tables are empty');
  if (left.length > 0) await sweepFloor(world);
  return { name, seconds: Math.round((Date.now() - begun) / 1000), ...figures, leftovers: left.length };
}

/** Should even this fail, the hazards that follow say so themselves; the lab is taken down in any case. */
async function sweepFloor(world: World): Promise<void> {
  await resetWorld(world).catch((error: unknown) => {
    world.signal.throwIfAborted();
    const why = error instanceof Error ? error.message : String(error);
    world.report.check('the floor is clean for the next hazard', false, why);
  });
}
