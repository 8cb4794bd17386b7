import { readPublishContext, writePublishContext } from '@twinsite/csi-adapter';
import type { Attacher, Kubelet, Volume } from '@twinsite/csi-adapter/testing';
import { describeProblem } from '@twinsite/domain';
import { countLost } from '../world/application.js';
import type { TwoSiteWorld } from '../world/two-site-world.js';

export interface Reader {
  readonly world: TwoSiteWorld;
  readonly attacher: Attacher;
  /** On the node that never mounted the volume. */
  readonly kubelet: Kubelet;
  readonly volume: Volume;
  readonly records: number;
}

/** Mounts the volume on the second node through one gateway at a time; the value is the worst count of lost records. */
export async function readBack({ world, attacher, kubelet, volume, records }: Reader): Promise<number> {
  const nodeId = await kubelet.nodeId();
  const attachment = readPublishContext(await attacher.attach(volume, nodeId));
  if (!attachment.ok) throw new Error(describeProblem(attachment.problem));
  let lost = 0;
  for (const portal of attachment.value.portals) {
    const alone = writePublishContext({ ...attachment.value, portals: [portal] });
    if (!alone.ok) throw new Error(describeProblem(alone.problem));
    await kubelet.mount(volume, alone.value);
    lost = Math.max(lost, await countLost(world.host('node-2'), `${kubelet.podPath}/records`, records));
    await kubelet.unmount(volume);
  }
  await attacher.detach(volume, nodeId);
  return lost;
}
