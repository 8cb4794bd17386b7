import { randomBytes } from 'node:crypto';
import { poolDigest, writePool } from '../pool-content.js';
import { kubeletOf, provision, takeFrom } from '../world/placed-volume.js';
import type { World } from '../world/world.js';
import type { Hazard } from './hazard.js';
import { refusalOf } from '../world/refusal.js';

/** A new volume whose disk is not blank after all: somebody's data, whatever the array says of it. */
export const nonBlankDisk: Hazard = {
  name: 'non-blank-disk',
  tell: async (world: World) => {
    const { lab, report } = world;
    const placed = await provision(world, { name: 'pvc-not-blank', node: 'node-1' });
    await writePool(lab.pool, placed.arrayId, randomBytes(64 * 1024));
    const before = await poolDigest(lab.pool, placed.arrayId);
    const kubelet = kubeletOf(world, placed);
    const refused = await refusalOf(kubelet.stage(placed.volume, placed.context));
    const after = await poolDigest(lab.pool, placed.arrayId);
    const bytes = `SHA-256 of the volume ${before.slice(0, 12)} before, ${after.slice(0, 12)} after`;
    report.check(
      'a disk with data is never formatted (H3)',
      refused !== undefined && before === after,
      `${refused ?? 'the stage succeeded'}; ${bytes}`,
    );
    await kubelet.unstage(placed.volume);
    await takeFrom(world, placed);
    await world.attacher.delete(placed.volume);
    return undefined;
  },
};
