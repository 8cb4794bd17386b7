import { poolDigest } from '../pool-content.js';
import { putBlock } from '../block-io.js';
import { readyPaths } from '../initiator.js';
import { kubeletOf, place, publishTo, retire, takeFrom, type PlacedVolume } from '../world/placed-volume.js';
import type { World } from '../world/world.js';
import type { Hazard } from './hazard.js';
import { refusalOf } from '../world/refusal.js';

const TWIN = 'pvc-twin-2';

/** Two volumes for which the array and its gateways show one and the same identity. */
export const duplicateSerial: Hazard = {
  name: 'duplicate-serial',
  tell: async (world: World) => {
    const { lab, report, signal } = world;
    const first = await place(world, { name: 'pvc-twin-1', node: 'node-1', claim: { raw: true } });
    const twin = await createTwin(world, first);
    const before = await poolDigest(lab.pool, twin.arrayId);
    const refused = await refusalOf(kubeletOf(world, twin).stage(twin.volume, twin.context));
    const { agent } = world.nodes['node-1'];
    for (let block = 0; block < 16; block += 1)
      await putBlock(agent, { device: first.device, block }, `first ${block}`, signal);
    const paths = await readyPaths(agent, `3${first.context['naa'] ?? ''}`, signal);
    const after = await poolDigest(lab.pool, twin.arrayId);
    report.check(
      'two volumes with one serial are never merged into one map (H2)',
      refused !== undefined && paths === 2 && before === after,
      `${refused ?? 'the stage succeeded'}; ${paths} paths in the first map; 16 writes to it changed ${before === after ? 'nothing of' : 'DATA OF'} the other`,
    );
    await kubeletOf(world, twin).unstage(twin.volume);
    await takeFrom(world, twin);
    await world.attacher.delete(twin.volume);
    await retire(world, first);
    return undefined;
  },
};

/** The array's fault: a second volume, with room of its own in the pool, carries the serial of the first. */
async function createTwin(world: World, first: PlacedVolume): Promise<PlacedVolume> {
  const { lab, simulator, signal } = world;
  const original = simulator.state.volumes.get(first.arrayId);
  if (original === undefined) throw new RangeError(`the array has no volume ${first.arrayId}`);
  const { id } = simulator.state.volumes.insert((id) => ({ ...original, id, name: TWIN, description: '' }));
  const backing = { id, sizeBytes: BigInt(original.size), naa: first.context['naa'] ?? '' };
  await lab.dataPlane.ensureBacking(backing, signal);
  const volume = { id: `csi-iscsi-vid-${TWIN}`, context: {}, claim: { raw: true } };
  return publishTo(world, { name: TWIN, node: first.node, volume });
}
