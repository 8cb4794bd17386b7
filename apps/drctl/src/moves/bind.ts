import {
  failed,
  ok,
  readPlan,
  runPlan,
  type Adaptation,
  type MoveBundle,
  type Problem,
  type RecoverySet,
  type RestoreReport,
  type Result,
} from '@twinsite/domain';
import { systemClock } from '@twinsite/xms-adapter';
import { adaptationFor } from '../actions/restore-input.js';
import { progressOn } from '../render/progress.js';
import { openMoveBundle } from './move-bundle.js';
import type { MoveContext } from './move-context.js';

/** Everything on the target, started by nobody, every claim proved to have its own volume. */
export async function bind(
  context: MoveContext,
  bundle: MoveBundle | undefined,
): Promise<Result<RestoreReport, Problem>> {
  const opened = await openMoveBundle(context, bundle);
  return opened.ok ? restoreOn(context, opened.value.set, 'standby') : opened;
}

/** Everything but what makes pods, which may run by now: every claim is proved again. */
export const proveClaims = (
  context: MoveContext,
  set: RecoverySet,
): Promise<Result<RestoreReport, Problem>> => {
  const objects = set.objects.filter(({ layer }) => layer !== 'workload' && layer !== 'webhook');
  return restoreOn(context, { ...set, objects }, 'running');
};

/** The restore of a set on the target; anything but all of it is a problem. */
export async function restoreOn(
  { bench, session, options, objectsJournal }: MoveContext,
  set: RecoverySet,
  workloads: Adaptation['workloads'],
): Promise<Result<RestoreReport, Problem>> {
  const adaptation = adaptationFor(session.group, workloads);
  const order = { set, adaptation, conflict: options.conflict, acceptGaps: true };
  const plan = await readPlan(session.target.objects, order, session.signal);
  if (!plan.ok) return plan;
  const ports = {
    target: session.target.objects,
    journal: objectsJournal,
    clock: systemClock,
    progress: progressOn(bench.terminal, options.progress),
  };
  const run = { plan: plan.value, waitMs: options.wait * 1000 };
  const report = await runPlan(ports, run, session.signal);
  if (!report.ok || report.value.outcome === 'complete') return report;
  const [problem] = report.value.problems;
  return failed(problem ?? { kind: 'cancelled', operation: 'the restore' });
}

/** Writes of a report. */
export const writesOf = ({ done }: RestoreReport): number =>
  [...done].reduce(
    (sum, [action, count]) => (['none', 'leave', 'hold'].includes(action) ? sum : sum + count),
    0,
  );

export const bound = async (
  context: MoveContext,
  bundle: MoveBundle | undefined,
): Promise<Result<{ readonly type: 'bound'; readonly claims: number }, Problem>> => {
  const report = await bind(context, bundle);
  return report.ok ? ok({ type: 'bound', claims: report.value.claims }) : report;
};
