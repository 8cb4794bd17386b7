import { readPublishContext, writePublishContext } from '@twinsite/csi-adapter';
import { describeProblem } from '@twinsite/domain';
import type { RunningSimulator } from '@twinsite/xms-adapter/simulator';
import type { Lab } from '../../lab.js';
import { GATEWAYS } from '../../network/topology.js';
import { checkRecords } from '../record-writer.js';
import type { Report } from '../report.js';
import type { Attacher, Kubelet, Volume } from '@twinsite/csi-adapter/testing';
import { moveVip } from './vip-move.js';

export interface ReadBackParts {
  readonly lab: Lab;
  readonly simulator: RunningSimulator;
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
  const { attacher, kubelet, volume } = parts;
  const nodeId = await kubelet.nodeId();
  const context = await attacher.attach(volume, nodeId);
  const attachment = readPublishContext(context);
  if (!attachment.ok) throw new Error(describeProblem(attachment.problem));
  let lost = 0;
  for (const portal of attachment.value.portals) {
    const alone = writePublishContext({ ...attachment.value, portals: [portal] });
    if (!alone.ok) throw new Error(describeProblem(alone.problem));
    lost = Math.max(lost, await readBack(parts, alone.value, { report, through: portal.iqn }, signal));
  }
  await attacher.detach(volume, nodeId);
  return lost;
}

/** The same through a VIP, which every gateway holds in turn. */
export async function readBackAtEachHolder(
  parts: ReadBackParts,
  report: Report,
  signal: AbortSignal,
): Promise<number> {
  const { attacher, kubelet, volume, simulator } = parts;
  const nodeId = await kubelet.nodeId();
  const context = await attacher.attach(volume, nodeId);
  let lost = 0;
  for (const gateway of GATEWAYS) {
    await moveVip(simulator, gateway, signal);
    lost = Math.max(lost, await readBack(parts, context, { report, through: gateway }, signal));
  }
  await attacher.detach(volume, nodeId);
  return lost;
}

async function readBack(
  { lab, kubelet, volume, file, acknowledged }: ReadBackParts,
  context: Readonly<Record<string, string>>,
  { report, through }: { readonly report: Report; readonly through: string },
  signal: AbortSignal,
): Promise<number> {
  await kubelet.mount(volume, context);
  const { agent } = lab.guest('node-2');
  const path = `${kubelet.podPath}/${file}`;
  const { records, missing, torn } = await checkRecords(agent, path, acknowledged, signal);
  const evidence = `${records} records, ${missing} missing, ${torn} torn, ${acknowledged} acknowledged`;
  report.check(`node-2 reads back through ${through}`, missing + torn === 0, evidence);
  await kubelet.unmount(volume);
  return missing + torn;
}
