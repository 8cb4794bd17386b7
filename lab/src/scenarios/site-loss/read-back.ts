import { readPublishContext, writePublishContext } from '@twinsite/csi-adapter';
import { describeProblem } from '@twinsite/domain';
import type { Lab } from '../../lab.js';
import { checkRecords } from '../record-writer.js';
import type { Report } from '../report.js';
import type { Attacher, Kubelet, Volume } from '@twinsite/csi-adapter/testing';

export interface ReadBackParts {
  readonly lab: Lab;
  readonly attacher: Attacher;
  /** On the node that never mounted the volume. */
  readonly kubelet: Kubelet;
  readonly volume: Volume;
  readonly file: string;
  readonly acknowledged: number;
}

/** Mounts the volume on the second node through one gateway at a time and counts what is missing or torn. */
export async function readBackThroughEachGateway(
  parts: ReadBackParts,
  report: Report,
  signal: AbortSignal,
): Promise<number> {
  const { attacher, kubelet, volume, acknowledged } = parts;
  const nodeId = await kubelet.nodeId();
  const context = await attacher.attach(volume, nodeId);
  const attachment = readPublishContext(context);
  if (!attachment.ok) throw new Error(describeProblem(attachment.problem));
  let lost = 0;
  for (const portal of attachment.value.portals) {
    const alone = writePublishContext({ ...attachment.value, portals: [portal] });
    if (!alone.ok) throw new Error(describeProblem(alone.problem));
    await kubelet.mount(volume, alone.value);
    const { agent } = parts.lab.guest('node-2');
    const { records, missing, torn } = await checkRecords(
      agent,
      `${kubelet.podPath}/${parts.file}`,
      acknowledged,
      signal,
    );
    report.check(
      `node-2 reads back through ${portal.iqn}`,
      missing + torn === 0,
      `${records} records, ${missing} missing, ${torn} torn, ${acknowledged} acknowledged`,
    );
    lost = Math.max(lost, missing + torn);
    await kubelet.unmount(volume);
  }
  await attacher.detach(volume, nodeId);
  return lost;
}
