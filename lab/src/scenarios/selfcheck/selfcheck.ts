import type { Lab } from '../../lab.js';
import { GATEWAYS } from '../../network/topology.js';
import { logoutAll } from '../initiator.js';
import { RecordWriter } from '../record-writer.js';
import type { Report } from '../report.js';
import type { Scenario, ScenarioOutcome } from '../scenario.js';
import { checkAgents, checkNodeJs } from './agent-check.js';
import { checkCoherence } from './coherence-check.js';
import { checkDrain } from './drain-check.js';
import { checkMasking } from './masking-check.js';
import { checkArbiter, checkInterSiteLink } from './quorum-checks.js';
import { readBack } from './read-back.js';
import { cutAndHeal } from './site-cut.js';
import { exportsOf, VOLUMES, wwidOf } from './stage.js';
import { StrandedWrite } from './stranded-write.js';

export const selfcheck: Scenario = {
  name: 'selfcheck',
  summary: 'the lab proves its own parts: masking, identity, cuts, fencing, drain',
  run: runSelfcheck,
};

async function runSelfcheck(lab: Lab, report: Report, signal: AbortSignal): Promise<ScenarioOutcome> {
  await checkAgents(lab, report, signal);
  await checkNodeJs(lab, report, signal);
  await checkMasking(lab, report, signal);
  await checkCoherence(lab, report, signal);
  const writer = await startWriter(lab, signal);
  const siteA = await cutAndHeal(lab, { site: 'a', writer }, report, signal);
  const stranded = new StrandedWrite(lab, signal);
  await stranded.strand();
  const meanwhile = () => stranded.rewriteAndWatch(report);
  const siteB = await cutAndHeal(lab, { site: 'b', writer, meanwhile }, report, signal);
  await checkInterSiteLink(lab, writer, report, signal);
  await checkArbiter(lab, writer, report, signal);
  await checkDrain(lab, report, signal);
  const written = await writer.stop(signal);
  report.check('the writer saw no error', written.state === 'stopped', JSON.stringify(written));
  const lost = await readBack(lab, written, report, signal);
  const leftovers = await removeEverything(lab, report, signal);
  const result = {
    records: written.acknowledged,
    lost,
    worstStallMs: Math.max(siteA.worstStallMs, siteB.worstStallMs),
    fencedMs: Math.max(siteA.fencedMs ?? Infinity, siteB.fencedMs ?? Infinity),
    leftovers,
  };
  return { result };
}

async function startWriter(lab: Lab, signal: AbortSignal): Promise<RecordWriter> {
  const agent = lab.guest('node-1').agent;
  const device = `/dev/mapper/${wwidOf(1)}`;
  await agent.must(`mkfs.ext4 -q -F ${device} && mount ${device} /mnt/volume`, {
    deadlineMs: 60_000,
    signal,
  });
  const writer = new RecordWriter(agent, '/mnt/volume/records');
  await writer.start(signal);
  return writer;
}

/** Logs out, empties both gateways and the pool; what configfs and device-mapper still show is left over. */
async function removeEverything(lab: Lab, report: Report, signal: AbortSignal): Promise<number> {
  for (const node of ['node-1', 'node-2'] as const) {
    const agent = lab.guest(node).agent;
    await agent.must('multipath -F || true', { deadlineMs: 30_000, signal });
    await logoutAll(agent, signal);
  }
  for (const gateway of GATEWAYS)
    await lab.dataPlane.configureGateway(gateway, exportsOf(gateway, []), signal);
  for (const volume of VOLUMES) await lab.dataPlane.removeBacking(volume.id, signal);
  const script = 'ls /sys/kernel/config/target/core/iblock_0; dmsetup ls | grep -v "^No devices"';
  const found = await Promise.all(
    GATEWAYS.map((gateway) => lab.guest(gateway).agent.run(script, { deadlineMs: 10_000, signal })),
  );
  // Every backstore HBA directory holds two attribute files; what is left besides is a volume.
  const left = found.flatMap((reply) => reply.stdout.split('\n').filter((line) => line.includes('volume-')));
  report.check(
    'gateways are empty after removal',
    left.length === 0,
    left.length === 0 ? 'no backstore, no device' : left.join(' '),
  );
  return left.length;
}
