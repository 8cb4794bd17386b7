import { clusterKinds } from '@twinsite/k8s-dr-adapter/testing';
import { ChaosWorld } from '../chaos/chaos-world.js';
import { until } from '../story/until.js';

const SIZES = [1, 10, 100];
const HOW = ['--yes', '--force', '--settle', '1', '--wait', '300', '--progress', 'none'];
const READY_MS = 300_000;

interface Measured {
  readonly volumes: number;
  readonly standby: 'warm' | 'cold';
  readonly fenceMs: number;
  readonly drainMs: number;
  readonly bindMs: number;
  /** Every workload scaled. */
  readonly startMs: number;
  readonly readyMs: number;
  readonly totalMs: number;
  /** Of drctl, between the declaration and the last pod. */
  readonly calls: Readonly<Record<string, number>>;
  readonly callsPerVolume: number;
}

/** One failover of so many volumes, on the simulated array without latency and embedded clusters. */
async function measure(volumes: number, standby: Measured['standby']): Promise<Measured> {
  const world = await ChaosWorld.start({ volumes, commandMs: undefined }, () => undefined);
  const { sites, simulator, operators } = world;
  const [operator] = operators;
  try {
    await until('the bank works', () => attached(world) === volumes, READY_MS);
    await operator.must('protect', 'bank');
    await operator.must('own', 'bank');
    if (standby === 'warm') await operator.must('sync', 'bank', '--warm', '--progress', 'none');
    sites.a.cluster.server.cut();
    await sites.a.node.halt();
    await sites.b.node.halt();
    simulator.clearLogs();
    const moving = operator.must('failover', 'bank', ...HOW);
    await until('drctl has started it', () => scaled(world), READY_MS);
    const calls = countByVerb(simulator.requestLog().map(({ method }) => method));
    sites.b.node.revive();
    await moving;
    const { out } = await operator.must('report', 'bank', '-o', 'json');
    return { volumes, standby, ...timesOf(out), calls, callsPerVolume: round(sum(calls) / volumes) };
  } finally {
    await world.stop();
  }
}

const attached = ({ sites }: ChaosWorld): number =>
  sites.a.cluster
    .objects(clusterKinds.volumeAttachments)
    .filter(({ status }) => (status as { attached?: boolean } | undefined)?.attached === true).length;

const scaled = ({ sites }: ChaosWorld): boolean =>
  sites.b.cluster
    .objects(clusterKinds.statefulSets)
    .some(({ spec }) => ((spec as { replicas?: number }).replicas ?? 0) > 0);

function timesOf(report: string): Omit<Measured, 'volumes' | 'standby' | 'calls' | 'callsPerVolume'> {
  const { timeline } = JSON.parse(report) as {
    timeline: { phases: { name: string; ms: number }[]; fenceMs: number; drainMs: number; rtoMs: number };
  };
  const ms = (name: string): number => timeline.phases.find((phase) => phase.name === name)?.ms ?? NaN;
  const { fenceMs, drainMs, rtoMs: totalMs } = timeline;
  return { fenceMs, drainMs, bindMs: ms('bind'), startMs: ms('start'), readyMs: ms('ready'), totalMs };
}

function countByVerb(verbs: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const verb of verbs) counts[verb] = (counts[verb] ?? 0) + 1;
  return counts;
}

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((all, one) => all + one, 0);
const round = (value: number): number => Math.round(value * 10) / 10;

async function main(): Promise<void> {
  const runs: Measured[] = [];
  for (const volumes of SIZES)
    for (const standby of ['warm', 'cold'] as const) {
      const measured = await measure(volumes, standby);
      runs.push(measured);
      const { fenceMs, drainMs, bindMs, startMs, readyMs, totalMs, calls, callsPerVolume } = measured;
      process.stdout.write(
        `${String(volumes).padStart(4)} volumes, ${standby}: fence ${fenceMs} ms, drain ${drainMs} ms, bind ${bindMs} ms, start ${startMs} ms, attach and pods ${readyMs} ms, all ${totalMs} ms; ${callsPerVolume} calls a volume ${JSON.stringify(calls)}\n`,
      );
    }
  const worst = (of: (run: Measured) => number): number => Math.max(...runs.map(of));
  const most = runs.filter(({ volumes }) => volumes === SIZES.at(-1));
  const warm = most.find(({ standby }) => standby === 'warm');
  const afterFenceMs = (warm?.bindMs ?? NaN) + (warm?.startMs ?? NaN);
  process.stdout.write(
    `targets at ${SIZES.at(-1) ?? 0} volumes: fence <= 2000 ms: ${warm?.fenceMs ?? NaN}; <= 10 calls a volume: ${warm?.callsPerVolume ?? NaN}; warm, after the fence without pods <= 10000 ms: ${afterFenceMs}\n`,
  );
  const result = {
    fenceMs: worst((run) => run.fenceMs),
    drainMs: worst((run) => run.drainMs),
    totalMs: worst((run) => run.totalMs),
    callsPerVolume: Math.max(...most.map((run) => run.callsPerVolume)),
    warmAfterFenceMs: afterFenceMs,
    runs,
  };
  process.stdout.write(`RESULT ${JSON.stringify(result)}\n`);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`the bench failed: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
