import type { Claim } from '@twinsite/csi-adapter/testing';
import { kubeletOf, publishTo, takeFrom, type PlacedVolume } from '../world/placed-volume.js';
import { CLASS, MIB, type World } from '../world/world.js';

/** One volume, given to both nodes; neither has staged it. */
export async function onBothNodes(
  world: World,
  name: string,
  claim: Claim,
): Promise<[PlacedVolume, PlacedVolume]> {
  const volume = await world.attacher.create(name, 64n * MIB, CLASS, { claim });
  const first = await publishTo(world, { name, node: 'node-1', volume });
  return [first, await publishTo(world, { name, node: 'node-2', volume })];
}

export async function endOn(world: World, both: readonly PlacedVolume[]): Promise<void> {
  for (const placed of both) {
    await kubeletOf(world, placed).unmount(placed.volume);
    await takeFrom(world, placed);
  }
  const [any] = both;
  if (any !== undefined) await world.attacher.delete(any.volume);
}
