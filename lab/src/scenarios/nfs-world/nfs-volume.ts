import type { Claim, PublishContext, Volume } from '@twinsite/csi-adapter/testing';
import { CLIENT_GROUP, CLOSED_FOLDER, PUBLIC_FOLDER, shareOf } from '../../array/lab-files.js';
import type { NfsVersion } from '../nfs-client.js';
import type { Place } from '../nfs-files.js';
import type { NodeName } from '../world/node-driver.js';
import { MIB, type World } from '../world/world.js';

/** StorageClasses, one for each way to let clients in. */
export const CLASSES = {
  public: { shares: shareOf(PUBLIC_FOLDER) },
  group: { shares: shareOf(CLOSED_FOLDER), clientGroupName: CLIENT_GROUP },
  node: { shares: shareOf(CLOSED_FOLDER), access: 'node' },
} as const;

export type Access = keyof typeof CLASSES;

export const folderOf = (access: Access): string => (access === 'public' ? PUBLIC_FOLDER : CLOSED_FOLDER);

export const manyWriters = (version: NfsVersion): Claim => ({
  mode: 'MULTI_NODE_MULTI_WRITER',
  mountFlags: [`vers=${version}`],
});

/** A volume that one node has been given and has mounted for the pod of the volume's name. */
export interface UsedVolume {
  readonly name: string;
  readonly node: NodeName;
  readonly nodeId: string;
  readonly volume: Volume;
  readonly context: PublishContext;
}

export function createVolume(
  { attacher }: World,
  name: string,
  { access, claim, mib }: { readonly access: Access; readonly claim: Claim; readonly mib: number },
): Promise<Volume> {
  return attacher.create(name, BigInt(mib) * MIB, CLASSES[access], { claim });
}

export async function use(
  world: World,
  { name, node, volume }: Pick<UsedVolume, 'name' | 'node' | 'volume'>,
  readOnly = false,
): Promise<UsedVolume> {
  const kubelet = world.nodes[node].kubelet(name);
  const nodeId = await kubelet.nodeId();
  const context = await world.attacher.attach(volume, nodeId, readOnly);
  await kubelet.stage(volume, context);
  await kubelet.publish(volume, context, { readOnly });
  return { name, node, nodeId, volume, context };
}

export async function leave(world: World, { name, node, nodeId, volume }: UsedVolume): Promise<void> {
  await world.nodes[node].kubelet(name).unmount(volume);
  await world.attacher.detach(volume, nodeId);
}

/** The pod's directory. */
export function placeOf(world: World, { name, node, volume }: UsedVolume): Place {
  const path = world.nodes[node].kubelet(name).targetPath(volume);
  return { agent: world.nodes[node].agent, path, signal: world.signal };
}
