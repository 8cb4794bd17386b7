import type { NfsVersion } from '../nfs-client.js';
import { createVolume, leave, manyWriters, use } from '../nfs-world/nfs-volume.js';
import type { World } from '../world/world.js';
import { fenceWriter, type FenceSeen } from './fenced-writer.js';

/** ControllerUnpublishVolume of a node that has not let go of the volume, and is writing. */
export async function nodeMode(world: World, version: NfsVersion): Promise<FenceSeen> {
  const { attacher } = world;
  const name = `pvc-fence-node-${version.replace('.', '-')}`;
  const volume = await createVolume(world, name, { access: 'node', claim: manyWriters(version), mib: 512 });
  const fenced = await use(world, { name, node: 'node-1', volume });
  const other = await use(world, { name, node: 'node-2', volume });
  const seen = await fenceWriter(world, {
    told: `v${version}, node`,
    fenced,
    other,
    fence: () => attacher.detach(volume, fenced.nodeId),
    unfence: async () => {
      await attacher.attach(volume, fenced.nodeId);
    },
  });
  for (const used of [fenced, other]) await leave(world, used);
  await attacher.delete(volume);
  return seen;
}
