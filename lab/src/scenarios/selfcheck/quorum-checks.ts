import { setTimeout as sleep } from 'node:timers/promises';
import type { Lab } from '../../lab.js';
import { GATEWAYS } from '../../network/topology.js';
import type { RecordWriter } from '../record-writer.js';
import type { Report } from '../report.js';
import { waitFor } from '../wait-for.js';
import { replay } from './site-cut.js';

/** Both sites live and see the arbiter: exactly one gateway may go on. */
export async function checkInterSiteLink(
  lab: Lab,
  writer: RecordWriter,
  report: Report,
  signal: AbortSignal,
): Promise<void> {
  const before = await writer.status(signal);
  const cutAt = Date.now();
  await lab.cutInterSiteLink();
  const fenced = await waitFor(() => Promise.resolve(GATEWAYS.find((name) => !lab.guest(name).running)), {
    deadlineMs: 10_000,
    signal,
  });
  const tookMs = (fenced === undefined ? 0 : (lab.guest(fenced).lastEnd?.at ?? 0)) - cutAt;
  // As long again: the survivor must not follow.
  await sleep(2 * lab.profile.gatewayLeaseMs, undefined, { signal });
  const running = GATEWAYS.filter((name) => lab.guest(name).running);
  const health = await lab.dataPlane.health(signal);
  const alive = health.gateways.filter((one) => one.alive).map((one) => one.name);
  const leader = health.monitors.find((one) => one.leader)?.name ?? 'nobody';
  report.check(
    'inter-site link cut: exactly one gateway survives',
    running.length === 1 && alive.join() === running.join(),
    `${fenced ?? 'none'} off after ${tookMs} ms; ${running.join(' and ')} runs; ${leader} leads and says alive: ${alive.join()}`,
  );
  await lab.healInterSiteLink(signal);
  if (fenced !== undefined) await replay(lab, fenced, report, signal);
  const after = await waitFor(
    async () => {
      const status = await writer.status(signal);
      return status.acknowledged > before.acknowledged ? status : undefined;
    },
    { deadlineMs: 20_000, signal },
  );
  report.check('the writer survives it', after?.errno === 0, `${after?.acknowledged ?? 0} acknowledged`);
}

/** Without the arbiter the two sites are still a majority: nothing happens. */
export async function checkArbiter(
  lab: Lab,
  writer: RecordWriter,
  report: Report,
  signal: AbortSignal,
): Promise<void> {
  const leaderOf = async () => (await lab.dataPlane.health(signal)).monitors.find((one) => one.leader)?.name;
  const leader = await leaderOf();
  const before = await writer.status(signal);
  await lab.cutArbiter();
  await sleep(2 * lab.profile.gatewayLeaseMs, undefined, { signal });
  const health = await lab.dataPlane.health(signal);
  const after = await writer.status(signal);
  const out = health.monitors.filter((one) => !one.inQuorum).map((one) => one.name);
  const running = GATEWAYS.filter((name) => lab.guest(name).running);
  report.check(
    'arbiter cut: nothing happens',
    running.length === 2 && out.join() === 'mon-arb' && after.acknowledged > before.acknowledged,
    `${running.join(' and ')} run, out of quorum: ${out.join()}, leader ${leader ?? '?'} then ${(await leaderOf()) ?? '?'}, \
${after.acknowledged - before.acknowledged} records meanwhile`,
  );
  await lab.healArbiter();
}
