import { FILE_GATEWAYS, waitFor, type FileGatewayName, type Lab } from '@twinsite/lab';
import { endPods, startPod } from '../pods.js';
import { READER, wrongRecords, type ReadBack } from '../read-back.js';
import type { Stage } from '../stage.js';
import { WriterPod } from '../writer.js';
import { NODE_CLASS } from './two-nodes.js';

/** A stall that is over by then belongs to the cut. */
const CUT_MS = 15_000;
const SERVES_MS = 60_000;

/** The site of the gateway that has the VIP goes dark under a pod that writes; then the other one. */
export async function moveUnderWriter(stage: Stage) {
  const claim = { name: 'records', mode: 'ReadWriteMany', size: '2Gi', storageClass: NODE_CLASS } as const;
  const writer = await WriterPod.start(stage, 'node-1', claim);
  const stallMs: number[] = [];
  for (let move = 0; move < FILE_GATEWAYS.length; move += 1) stallMs.push(await cutHolder(stage, writer));
  await writer.claimUndisturbed('two moves of the VIP');
  const { acknowledged } = await writer.status();
  const lost = await writer.end('node-2', readThroughEachFileGateway);
  return { records: acknowledged, lost, worstStallMs: Math.max(...stallMs), stallMs };
}

async function cutHolder({ lab, simulator, report, signal }: Stage, writer: WriterPod): Promise<number> {
  const from = await lab.fileGateways.waitForPair(signal);
  const site = from === 'fg-a' ? 'site-a' : 'site-b';
  await writer.newWindow();
  await simulator.cut(site);
  const moved = async (): Promise<FileGatewayName | undefined> => {
    const holder = await lab.fileGateways.holder(signal);
    return holder === from ? undefined : holder;
  };
  const to = await waitFor(moved, { deadlineMs: SERVES_MS, signal });
  const { acknowledged } = await writer.status();
  await waitFor(() => Promise.resolve(undefined), { deadlineMs: CUT_MS, signal });
  const after = await writer.goesOn(acknowledged);
  const stall = after?.window.worstStallMs ?? -1;
  const seen = `${from} to ${to ?? 'nobody'}; ${after?.acknowledged ?? 0} records; worst stall ${stall} ms`;
  report.check(`the pod writes on without ${site}`, after !== undefined && to !== undefined, seen);
  await simulator.heal(site);
  return stall;
}

/** On a node that never mounted the volume, through each gateway in turn. */
async function readThroughEachFileGateway(stage: Stage, order: ReadBack): Promise<number> {
  const { lab, signal } = stage;
  await startPod(stage, { name: READER, uses: [{ claim: order.claim, at: '/data' }], node: order.node });
  let lost = 0;
  for (const gateway of FILE_GATEWAYS) {
    await serveFrom(lab, gateway, signal);
    lost = Math.max(lost, await wrongRecords(stage, order, gateway));
  }
  await endPods(stage, [READER]);
  return lost;
}

/** Moves the VIP to the gateway, unless it is there. */
export async function serveFrom(lab: Lab, gateway: FileGatewayName, signal: AbortSignal): Promise<void> {
  const holds = async () => ((await lab.fileGateways.holder(signal)) === gateway ? true : undefined);
  if ((await lab.fileGateways.waitForPair(signal)) !== gateway)
    await lab.fileGateways.yieldVip(gateway === 'fg-a' ? 'fg-b' : 'fg-a', signal);
  if ((await waitFor(holds, { deadlineMs: SERVES_MS, signal })) === undefined)
    throw new Error(`${gateway} has not got the VIP within ${SERVES_MS} ms`);
}
