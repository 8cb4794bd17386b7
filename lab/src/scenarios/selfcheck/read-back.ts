import type { Lab } from '../../lab.js';
import { GATEWAYS, type GuestName } from '../../network/topology.js';
import { readyPaths, sessionAction } from '../initiator.js';
import { checkRecords, type CheckedRecords, type WriterStatus } from '../record-writer.js';
import type { Report } from '../report.js';
import { waitFor } from '../wait-for.js';
import { targetOf, wwidOf } from './stage.js';

/** Reads the acknowledged records back on the node that never mounted the volume, through each gateway in turn. */
export async function readBack(
  lab: Lab,
  written: WriterStatus,
  report: Report,
  signal: AbortSignal,
): Promise<number> {
  await lab.guest('node-1').agent.must('umount /mnt/volume', { deadlineMs: 60_000, signal });
  let worst = 0;
  for (const gateway of GATEWAYS) {
    const found = await readThroughOnly(lab, gateway, written.acknowledged, signal);
    const lost = found.missing + found.torn;
    worst = Math.max(worst, lost);
    report.check(
      `read back through ${gateway}`,
      lost === 0,
      `${lost} of ${found.records} acknowledged records lost`,
    );
  }
  return worst;
}

/** node-2 logs out of the other gateway first, so that not one block can come from there. */
async function readThroughOnly(
  lab: Lab,
  gateway: GuestName,
  count: number,
  signal: AbortSignal,
): Promise<CheckedRecords> {
  const agent = lab.guest('node-2').agent;
  const limits = { deadlineMs: 60_000, signal };
  const others = GATEWAYS.filter((name) => name !== gateway).map(targetOf);
  for (const other of others) await sessionAction(agent, other, '--logout', signal);
  await pathsOf(lab, 1, signal);
  await agent.must(`mount -o ro /dev/mapper/${wwidOf(1)} /mnt/volume`, limits);
  const found = await checkRecords(agent, '/mnt/volume/records', count, signal);
  await agent.must('umount /mnt/volume', limits);
  for (const other of others) await sessionAction(agent, other, '--login', signal);
  await pathsOf(lab, 2, signal);
  return found;
}

async function pathsOf(lab: Lab, wanted: number, signal: AbortSignal): Promise<void> {
  const agent = lab.guest('node-2').agent;
  const reached = await waitFor(
    async () => ((await readyPaths(agent, wwidOf(1), signal)) === wanted ? true : undefined),
    { deadlineMs: 30_000, everyMs: 250, signal },
  );
  if (reached === undefined) throw new Error(`node-2 does not get to ${wanted} ready paths of ${wwidOf(1)}`);
}
