import type { FileGatewayName } from '../../network/topology.js';
import type { NfsVersion } from '../nfs-client.js';
import type { RecordWriter, WriterStatus } from '../record-writer.js';
import { waitFor } from '../wait-for.js';
import type { World } from '../world/world.js';

/** A writer that has not gone on by then has not survived. */
const WAIT_MS = 60_000;
/** Acknowledged after the cut, so that the stall is over and not about to begin. */
const ENOUGH = 50;

/** Cuts the site of the gateway that serves, sees the writer go on at the other, and heals. The value is the stall. Unit: ms. */
export async function cutHolder(
  { lab, simulator, report, signal }: World,
  { version, writer }: { readonly version: NfsVersion; readonly writer: RecordWriter },
): Promise<number> {
  const from = await lab.fileGateways.waitForPair(signal);
  await writesRise(writer, signal);
  await writer.newWindow(signal);
  const { acknowledged } = await writer.status(signal);
  const cutAt = Date.now();
  const site = from === 'fg-a' ? 'site-a' : 'site-b';
  await simulator.cut(site);
  const resumed = await waitFor(() => goneOn(writer, { acknowledged, cutAt }, signal), {
    deadlineMs: WAIT_MS,
    signal,
  });
  const holder: FileGatewayName | undefined = await lab.fileGateways.holder(signal);
  const stallMs = resumed?.window.worstStallMs ?? WAIT_MS;
  report.check(
    `v${version}: writes go on without ${site}`,
    resumed !== undefined && holder !== undefined && holder !== from,
    `${from} to ${holder ?? 'nobody'}, worst stall ${stallMs} ms`,
  );
  await simulator.heal(site);
  return stallMs;
}

async function writesRise(writer: RecordWriter, signal: AbortSignal): Promise<void> {
  const first = (await writer.status(signal)).acknowledged;
  const risen = async () => ((await writer.status(signal)).acknowledged > first + ENOUGH ? true : undefined);
  if ((await waitFor(risen, { deadlineMs: WAIT_MS, signal })) === undefined)
    throw new Error('the writer stands still before the cut');
}

async function goneOn(
  writer: RecordWriter,
  since: { readonly acknowledged: number; readonly cutAt: number },
  signal: AbortSignal,
): Promise<WriterStatus | undefined> {
  const status = await writer.status(signal);
  const stallIsOver = status.window.worstAtMs + status.window.worstStallMs > since.cutAt + 1_000;
  return stallIsOver && status.acknowledged > since.acknowledged + ENOUGH ? status : undefined;
}
