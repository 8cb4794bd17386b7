import type { Claim, Kubelet, PublishContext, Volume } from '@twinsite/csi-adapter/testing';
import type { NodeName } from './node-driver.js';
import type { PodVolume } from './pod-data.js';
import { CLASS, MIB, volumeIdOf, type World } from './world.js';

export interface Wish {
  readonly name: string;
  readonly node: NodeName;
  readonly claim?: Claim;
  readonly sizeMib?: number;
}

/** A volume that the controller has given to one node, as the pod of the same name uses it there. */
export interface PlacedVolume {
  readonly name: string;
  readonly node: NodeName;
  readonly volume: Volume;
  /** CSI node id, known here also when the node cannot be asked. */
  readonly nodeId: string;
  readonly context: PublishContext;
  /** The array's number of it. */
  readonly arrayId: number;
  /** The multipath map on the node. */
  readonly device: string;
}

const SIZE_MIB = 64;

/** Creates and publishes; the node knows nothing of it yet. */
export async function provision(world: World, wish: Wish): Promise<PlacedVolume> {
  const { name, node, claim = {} } = wish;
  const size = BigInt(wish.sizeMib ?? SIZE_MIB) * MIB;
  const volume = await world.attacher.create(name, size, CLASS, { claim });
  return publishTo(world, { name, node, volume });
}

export async function publishTo(
  world: World,
  { name, node, volume }: Pick<PlacedVolume, 'name' | 'node' | 'volume'>,
): Promise<PlacedVolume> {
  const nodeId = await kubeletOf(world, { name, node }).nodeId();
  const context = await world.attacher.attach(volume, nodeId);
  const device = `/dev/mapper/3${context['naa'] ?? ''}`;
  return { name, node, nodeId, volume, context, arrayId: volumeIdOf(world, name), device };
}

/** Provisions, stages and publishes into the pod. */
export async function place(world: World, wish: Wish): Promise<PlacedVolume> {
  const placed = await provision(world, wish);
  await kubeletOf(world, placed).mount(placed.volume, placed.context);
  return placed;
}

/** Of the driver that runs now: after a restart another connection. */
export function kubeletOf(world: World, { name, node }: Pick<PlacedVolume, 'name' | 'node'>): Kubelet {
  return world.nodes[node].kubelet(name);
}

/** The volume as its pod sees it. */
export function podOf(world: World, placed: PlacedVolume): PodVolume {
  const { node, volume } = placed;
  const path = kubeletOf(world, placed).targetPath(volume);
  return { agent: world.nodes[node].agent, path, raw: volume.claim?.raw === true, signal: world.signal };
}

export async function takeFrom(world: World, placed: PlacedVolume): Promise<void> {
  await world.attacher.detach(placed.volume, placed.nodeId);
}

/** The whole way back. */
export async function retire(world: World, placed: PlacedVolume): Promise<void> {
  await kubeletOf(world, placed).unmount(placed.volume);
  await takeFrom(world, placed);
  await world.attacher.delete(placed.volume);
}

/**
 * What was written to a volume that has been taken away waits in its map for a path that will not come, and holds the
 * map open, for as long as `no_path_retry` says. This is what an operator does who does not want to wait.
 */
export async function endQueueing(world: World, { node, device }: PlacedVolume): Promise<void> {
  const script = `multipathd disablequeueing map ${device.slice('/dev/mapper/'.length)}`;
  await world.nodes[node].agent.must(script, { deadlineMs: 20_000, signal: world.signal });
}
