import { inWorld, type World } from '../world/world.js';
import type { Scenario } from '../scenario.js';
import { nfsLeftovers } from '../nfs-world/nfs-leftovers.js';
import { live, type Life } from './life.js';
import { readOnlyMany } from './read-only-many.js';
import { vendorWritten } from './vendor-written.js';

const LIVES: readonly Life[] = [
  { version: '3', access: 'public' },
  { version: '4.0', access: 'group' },
  { version: '4.1', access: 'node' },
];

export const nfsLifecycle: Scenario = {
  name: 'nfs-lifecycle',
  summary:
    'our NFS driver on real file gateways: v3, v4.0, v4.1, two nodes at once, quota, growth, read-only, vendor PVs',
  profile: { storage: 'file' },
  run: (lab, report, signal) => inWorld({ lab, report, signal }, tell, 'nfs'),
};

async function tell(world: World) {
  const { report } = world;
  for (const life of LIVES) await live(world, life);
  await readOnlyMany(world);
  await vendorWritten(world);
  const left = await nfsLeftovers(world);
  report.check(
    'nothing is left',
    left.length === 0,
    left.join('; ') || 'storage, exports, mounts and array are empty',
  );
  return { result: { leftovers: left.length } };
}
