import {
  adaptObject,
  cloneVolumes,
  drillGroup,
  drillNamespace,
  drillSet,
  failed,
  ok,
  readPlan,
  runPlan,
  untilReady,
  type Adaptation,
  type DrillSet,
  type OperationJournal,
  originalsOf,
  type PlacedVolume,
  type Problem,
  type RecoverySet,
  type Result,
} from '@twinsite/domain';
import { systemClock } from '@twinsite/xms-adapter';
import { progressOn } from '../render/progress.js';
import type { DrillContext } from './drill-context.js';

export interface DrillWork {
  readonly id: string;
  readonly set: RecoverySet;
  /** The group’s own volumes. */
  readonly placed: readonly PlacedVolume[];
  readonly journal: OperationJournal;
  readonly until: string;
}

/** How long each part took, ms. */
export interface DrillTimes {
  readonly cloneMs: number;
  /** Made, and every claim proved to be bound to its own clone. */
  readonly applyMs: number;
  readonly readyMs: number;
}

export interface MadeDrill extends DrillTimes {
  readonly volumes: number;
  readonly pods: number;
  readonly left: DrillSet['left'];
}

/** Makes it and waits until its pods are ready. */
export async function makeDrill(context: DrillContext, work: DrillWork): Promise<Result<MadeDrill, Problem>> {
  const { bench, session } = context;
  const begun = performance.now();
  const originals = originalsOf(work.set, work.placed);
  bench.terminal.err(`drill ${work.id}: one snapshot of ${originals.length} volumes, and a clone of each`);
  const clones = await cloneVolumes({ id: work.id, originals }, session.signal);
  if (!clones.ok) return clones;
  const cloned = performance.now();
  const { namespaces } = session.group;
  const { set, left } = drillSet({ ...work, namespaces, clones: clones.value });
  bench.terminal.err(`drill ${work.id}: making ${set.objects.length} objects in namespaces of its own`);
  const applied = await apply(context, work, set);
  if (!applied.ok) return applied;
  const made = performance.now();
  bench.terminal.err(`drill ${work.id}: waiting for its pods`);
  const pods = await start(context, work, set);
  if (!pods.ok) return pods;
  return ok({
    ...{ cloneMs: Math.round(cloned - begun), applyMs: Math.round(made - cloned) },
    ...{
      readyMs: Math.round(performance.now() - made),
      volumes: clones.value.length,
      pods: pods.value,
      left,
    },
  });
}

const adaptationOf = ({ session: { group } }: DrillContext, id: string): Adaptation => ({
  group: drillGroup(id),
  namespaces: new Map(group.namespaces.map((name) => [name, drillNamespace(name, id)])),
  storageClasses: group.storageClassMapping,
  workloads: 'running',
  suspendRules: group.suspendRules,
});

async function apply(
  context: DrillContext,
  { id, journal }: DrillWork,
  set: RecoverySet,
): Promise<Result<void, Problem>> {
  const { bench, session, options } = context;
  const target = session.target.objects;
  const order = { set, adaptation: adaptationOf(context, id), conflict: 'fail' as const, acceptGaps: true };
  const plan = await readPlan(target, order, session.signal);
  if (!plan.ok) return plan;
  const progress = progressOn(bench.terminal, options.progress);
  const ports = { target, journal, clock: systemClock, progress };
  const report = await runPlan(ports, { plan: plan.value, waitMs: options.wait * 1000 }, session.signal);
  if (!report.ok) return report;
  const [problem] = report.value.problems;
  if (report.value.outcome === 'complete') return ok(undefined);
  return failed(problem ?? { kind: 'cancelled', operation: 'the drill' });
}

function start(context: DrillContext, { id }: DrillWork, set: RecoverySet): Promise<Result<number, Problem>> {
  const { target, signal } = context.session;
  const adaptation = adaptationOf(context, id);
  const workloads = set.objects
    .filter(({ layer }) => layer === 'workload')
    .map(({ object }) => adaptObject(object, adaptation));
  const waiting = {
    ...{ objects: target.objects, cluster: target.settings.id, clock: systemClock },
    waitMs: context.options.wait * 1000,
  };
  return untilReady(waiting, workloads, signal);
}
