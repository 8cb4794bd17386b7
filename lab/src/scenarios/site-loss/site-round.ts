import type { RunningSimulator } from '@twinsite/xms-adapter/simulator';
import { VIP } from '../../array/lab-topology.js';
import type { Lab } from '../../lab.js';
import type { GuestName, Site } from '../../network/topology.js';
import { writesServed } from '../gateway-io.js';
import { readyPaths } from '../initiator.js';
import type { RecordWriter, WriterStatus } from '../record-writer.js';
import type { Report } from '../report.js';
import { waitFor } from '../wait-for.js';

/** A writer that has not gone on by then has not survived. */
const WAIT_MS = 30_000;

export interface RoundParts {
  readonly lab: Lab;
  readonly simulator: RunningSimulator;
  readonly writer: RecordWriter;
  readonly wwid: string;
  readonly volumeId: number;
  /** Whether the volume is behind the VIP. */
  readonly vip: boolean;
  readonly report: Report;
  readonly signal: AbortSignal;
}

export interface Round {
  readonly site: Site;
  readonly pathsBefore: number;
  readonly pathsDuring: number;
  readonly pathsAfter: number;
  readonly worstStallMs: number;
  /** From the cut until the gateway had switched itself off; undefined when it did not. */
  readonly gatewayFencedMs: number | undefined;
  /** From the cut until the array had given the VIP to the other gateway; undefined without a VIP. */
  readonly vipMovedMs?: number | undefined;
  /** From the heal until both paths were usable again. */
  readonly returnedMs: number | undefined;
}

/** Cuts a site while its gateway's write counter rises, sees the writes go on, heals it and sees both paths return. */
export async function cutAndHeal(parts: RoundParts, site: Site): Promise<Round> {
  const pathsBefore = await pathsOf(parts);
  const cut = await cutSite(parts, site);
  const pathsDuring = await pathsOf(parts);
  const returnedMs = await healSite(parts, site, pathsBefore);
  return { site, pathsBefore, pathsDuring, pathsAfter: await pathsOf(parts), ...cut, returnedMs };
}

const pathsOf = ({ lab, wwid, signal }: RoundParts): Promise<number> =>
  readyPaths(lab.guest('node-1').agent, wwid, signal);

async function cutSite(
  parts: RoundParts,
  site: Site,
): Promise<Pick<Round, 'worstStallMs' | 'gatewayFencedMs' | 'vipMovedMs'>> {
  const { lab, simulator, writer, report, signal } = parts;
  const gateway: GuestName = site === 'a' ? 'gw-a' : 'gw-b';
  const carrying = await counterRises(parts, gateway);
  const evidence = carrying ? 'its write counter rises' : 'its write counter stands still';
  report.check(`${gateway} carries the I/O when site ${site} is cut`, carrying, evidence);
  await writer.newWindow(signal);
  const { acknowledged } = await writer.status(signal);
  const cutAt = Date.now();
  await simulator.cut(`site-${site}`);
  const moved = parts.vip ? vipMoved(simulator, gateway, signal) : undefined;
  const end = await lab.guest(gateway).waitForEnd(20_000, signal);
  const after = await writesGoOn(writer, { acknowledged, cutAt }, signal);
  const worstStallMs = after?.window.worstStallMs ?? WAIT_MS;
  const seen = after === undefined ? 'nothing acknowledged for 30 s' : `worst stall ${worstStallMs} ms`;
  report.check(`writes go on without site ${site}`, after !== undefined, seen);
  const movedAt = await moved;
  return {
    worstStallMs,
    gatewayFencedMs: end === undefined ? undefined : end.at - cutAt,
    ...(movedAt === undefined ? {} : { vipMovedMs: movedAt - cutAt }),
  };
}

async function healSite(parts: RoundParts, site: Site, paths: number): Promise<number | undefined> {
  const { simulator, report, signal } = parts;
  const healAt = Date.now();
  await simulator.heal(`site-${site}`);
  const patience = { deadlineMs: 60_000, everyMs: 250, signal };
  const back = await waitFor(async () => ((await pathsOf(parts)) === paths ? true : undefined), patience);
  const ms = back === undefined ? undefined : Date.now() - healAt;
  const seen = ms === undefined ? 'not within 60 s' : `${paths} paths ${ms} ms after the heal`;
  report.check(`the path of site ${site} returns by itself`, ms !== undefined, seen);
  return ms;
}

/** Whether the gateway's own kernel completes writes to the volume. */
export async function counterRises(
  { lab, volumeId, signal }: RoundParts,
  gateway: GuestName,
  deadlineMs = 10_000,
): Promise<boolean> {
  const { agent } = lab.guest(gateway);
  const first = await writesServed(agent, volumeId, signal);
  const risen = async (): Promise<true | undefined> =>
    (await writesServed(agent, volumeId, signal)) > first + 5 ? true : undefined;
  return (await waitFor(risen, { deadlineMs, signal })) === true;
}

/** The writer's word once it has acknowledged new records after the stall that the cut caused. */
function writesGoOn(
  writer: RecordWriter,
  since: { readonly acknowledged: number; readonly cutAt: number },
  signal: AbortSignal,
): Promise<WriterStatus | undefined> {
  const resumed = async (): Promise<WriterStatus | undefined> => {
    const status = await writer.status(signal);
    const stallIsOver = status.window.worstAtMs + status.window.worstStallMs > since.cutAt + 1000;
    return stallIsOver && status.acknowledged > since.acknowledged + 50 ? status : undefined;
  };
  return waitFor(resumed, { deadlineMs: WAIT_MS, signal });
}

/** When another gateway than this one had been given the VIP; undefined when that did not happen. */
function vipMoved(
  simulator: RunningSimulator,
  from: GuestName,
  signal: AbortSignal,
): Promise<number | undefined> {
  const moved = (): Promise<number | undefined> => {
    const holder = simulator.vipHolder(VIP);
    return Promise.resolve(holder === undefined || holder === from ? undefined : Date.now());
  };
  return waitFor(moved, { deadlineMs: WAIT_MS, everyMs: 20, signal });
}
