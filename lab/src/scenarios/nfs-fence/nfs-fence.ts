import { nfsLeftovers } from '../nfs-world/nfs-leftovers.js';
import type { Scenario } from '../scenario.js';
import { inWorld, type World } from '../world/world.js';
import type { FenceSeen } from './fenced-writer.js';
import { groupMode } from './group-mode.js';
import { nodeMode } from './node-mode.js';

export const nfsFence: Scenario = {
  name: 'nfs-fence',
  summary:
    'a node or a client group loses its access while it writes: nothing of it lands afterwards, others go on',
  profile: { storage: 'file' },
  run: (lab, report, signal) => inWorld({ lab, report, signal }, tell, 'nfs'),
};

async function tell(world: World) {
  const { report } = world;
  const runs: (FenceSeen & { readonly mode: string })[] = [];
  for (const version of ['3', '4.1'] as const) {
    runs.push({ mode: `node v${version}`, ...(await nodeMode(world, version)) });
    runs.push({ mode: `group v${version}`, ...(await groupMode(world, version)) });
  }
  const left = await nfsLeftovers(world);
  const clean = 'storage, exports, mounts and array are empty';
  report.check('nothing is left', left.length === 0, left.join('; ') || clean);
  const result = {
    writesAfterFence: runs.reduce((sum, run) => sum + run.writesAfterFence, 0),
    othersWorstMs: Math.max(...runs.map((run) => run.othersWorstMs)),
    fenceMs: Math.max(...runs.map((run) => run.fenceMs)),
    runs,
    leftovers: left.length,
  };
  return { result };
}
