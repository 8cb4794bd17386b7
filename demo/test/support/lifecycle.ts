import type { CsiClient } from '@twinsite/csi-adapter';
import { capability, createRequest, STAGING, TARGET } from './requests.js';

export interface Attached {
  readonly volumeId: string;
  readonly nodeId: string;
  readonly volumeContext: Readonly<Record<string, string>>;
  readonly publishContext: Readonly<Record<string, string>>;
}

type Answer<Method extends (...args: never[]) => unknown> = Awaited<ReturnType<Method>>;

export async function create(controller: CsiClient, name: string): Promise<NonNullable<Created['volume']>> {
  const { volume } = await controller.controller.createVolume(createRequest(name));
  if (volume === undefined) throw new Error('an answer without a volume');
  return volume;
}
type Created = Answer<CsiClient['controller']['createVolume']>;

export const nodeIdOf = async (node: CsiClient): Promise<string> => (await node.node.nodeGetInfo({})).nodeId;

/** Creates the volume, if it is not there yet, and publishes it to this node. */
export async function attach(controller: CsiClient, node: CsiClient, name: string): Promise<Attached> {
  return attachTo(controller, await nodeIdOf(node), name);
}

export async function attachTo(controller: CsiClient, nodeId: string, name: string): Promise<Attached> {
  const { volumeId, volumeContext } = await create(controller, name);
  const request = { volumeId, nodeId, volumeContext, volumeCapability: capability };
  const { publishContext } = await controller.controller.controllerPublishVolume(request);
  return { volumeId, nodeId, volumeContext, publishContext };
}

export async function detach(controller: CsiClient, { volumeId, nodeId }: Attached): Promise<void> {
  await controller.controller.controllerUnpublishVolume({ volumeId, nodeId });
}

export const stageRequest = ({ volumeId, volumeContext, publishContext }: Attached) => ({
  volumeId,
  volumeContext,
  publishContext,
  volumeCapability: capability,
  stagingTargetPath: STAGING,
});

export async function stage(node: CsiClient, attached: Attached, deadlineMs = 30_000): Promise<void> {
  await node.node.nodeStageVolume(stageRequest(attached), { deadlineMs });
}

export async function publish(node: CsiClient, attached: Attached): Promise<void> {
  await node.node.nodePublishVolume({ ...stageRequest(attached), targetPath: TARGET });
}

export async function unpublish(node: CsiClient, { volumeId }: Attached): Promise<void> {
  await node.node.nodeUnpublishVolume({ volumeId, targetPath: TARGET });
}

export async function unstage(node: CsiClient, { volumeId }: Attached): Promise<void> {
  await node.node.nodeUnstageVolume({ volumeId, stagingTargetPath: STAGING });
}
