import type { Lab } from '../../lab.js';
import type { GuestName, Site } from '../../network/topology.js';
import { writesServed } from '../gateway-io.js';
import { readyPaths } from '../initiator.js';
import type { RecordWriter, WriterStatus } from '../record-writer.js';
import type { Report } from '../report.js';
import { waitFor } from '../wait-for.js';
import { configure, wwidOf } from './stage.js';

/** From the cut to the end of the machine: the lease, plus what the end itself may take on a busy host. */
const FENCE_SLACK_MS = 700;
const FENCE_PATIENCE_MS = 10_000;

export interface SiteCut {
  readonly worstStallMs: number;
  readonly fencedMs: number | undefined;
}

/**
 * Cuts a site while its gateway carries the writer's I/O, sees the gateway end itself and the writes go on,
 * then heals. `meanwhile` runs between the fence and the heal.
 */
export async function cutAndHeal(
  lab: Lab,
  cut: { readonly site: Site; readonly writer: RecordWriter; readonly meanwhile?: () => Promise<void> },
  report: Report,
  signal: AbortSignal,
): Promise<SiteCut> {
  const gateway: GuestName = cut.site === 'a' ? 'gw-a' : 'gw-b';
  await requireRising(lab, gateway, signal);
  await cut.writer.newWindow(signal);
  const before = await cut.writer.status(signal);
  const cutAt = Date.now();
  await lab.cutSite(cut.site, { sparing: ['node-1', 'node-2'] });
  const end = await lab.guest(gateway).waitForEnd(FENCE_PATIENCE_MS, signal);
  const fencedMs = end === undefined ? undefined : end.at - cutAt;
  const limit = lab.profile.gatewayLeaseMs + FENCE_SLACK_MS;
  report.check(
    `${gateway} switches itself off`,
    fencedMs !== undefined && fencedMs <= limit,
    fencedMs === undefined
      ? `it still runs ${FENCE_PATIENCE_MS} ms after the cut`
      : `${fencedMs} ms after the cut (limit ${limit})`,
  );
  const [after] = await Promise.all([
    goesOn(cut.writer, before.acknowledged, cutAt, signal),
    cut.meanwhile?.(),
  ]);
  report.check(
    `writes go on without site ${cut.site}`,
    after !== undefined,
    after === undefined
      ? 'nothing acknowledged for 20 s'
      : `worst stall ${after.window.worstStallMs} ms, ${after.acknowledged} acknowledged so far`,
  );
  await healAndReturn(lab, { site: cut.site, gateway }, report, signal);
  return { worstStallMs: after?.window.worstStallMs ?? Infinity, fencedMs };
}

async function requireRising(lab: Lab, gateway: GuestName, signal: AbortSignal): Promise<void> {
  const agent = lab.guest(gateway).agent;
  const first = await writesServed(agent, 1, signal);
  const later = await waitFor(
    async () => ((await writesServed(agent, 1, signal)) > first + 5 ? true : undefined),
    { deadlineMs: 10_000, signal },
  );
  if (later === undefined)
    throw new Error(`${gateway} carries no I/O of the writer, so cutting it would prove nothing`);
}

/** The writer's word once it has acknowledged records again after the stall. */
function goesOn(
  writer: RecordWriter,
  acknowledged: number,
  cutAt: number,
  signal: AbortSignal,
): Promise<WriterStatus | undefined> {
  return waitFor(
    async () => {
      const status = await writer.status(signal);
      const stalled = status.window.worstAtMs + status.window.worstStallMs > cutAt + 1_000;
      return stalled && status.acknowledged > acknowledged + 50 ? status : undefined;
    },
    { deadlineMs: 20_000, signal },
  );
}

export async function healAndReturn(
  lab: Lab,
  place: { readonly site: Site; readonly gateway: GuestName },
  report: Report,
  signal: AbortSignal,
): Promise<void> {
  await lab.healSite(place.site, signal);
  await replay(lab, place.gateway, report, signal);
}

/** A rebooted gateway must be empty; then its exports are replayed and the node's path comes back. */
export async function replay(
  lab: Lab,
  gateway: GuestName,
  report: Report,
  signal: AbortSignal,
): Promise<void> {
  const agent = lab.guest(gateway).agent;
  const found = await agent.must('ls /sys/kernel/config/target; dmsetup ls', { deadlineMs: 10_000, signal });
  const empty = found.replaceAll(/^(core|version|dbroot|No devices found)$/gm, '').trim() === '';
  report.check(
    `${gateway} comes back empty`,
    empty,
    empty ? 'no target, no device' : found.replaceAll('\n', ' '),
  );
  await configure(lab, [gateway], ['node-1', 'node-2'], signal);
  const since = Date.now();
  const node = lab.guest('node-1').agent;
  const back = await waitFor(
    async () => ((await readyPaths(node, wwidOf(1), signal)) === 2 ? true : undefined),
    { deadlineMs: 40_000, everyMs: 250, signal },
  );
  const evidence = back ? `2 ready paths ${Date.now() - since} ms after the replay` : 'not within 40 s';
  report.check('both paths return', back === true, evidence);
}
