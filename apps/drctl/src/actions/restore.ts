import {
  canonicalJson,
  describeProblem,
  failed,
  ok,
  readPlan,
  runPlan,
  sourceAtRest,
  type Problem,
  type RestorePlan,
  type RestoreReport,
  type Result,
} from '@twinsite/domain';
import { OperationsDirectory, type Operation } from '@twinsite/k8s-dr-adapter';
import { systemClock } from '@twinsite/xms-adapter';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { print } from '../render/print.js';
import { progressOn } from '../render/progress.js';
import { reportAnswer, sayOutcome } from '../render/restore-report.js';
import type { Workbench } from '../workbench.js';
import { fingerprint } from './fingerprint.js';
import { openTarget } from './gates.js';
import { driftOf, readPlanFile } from './plan-file.js';
import { ownerAllows } from './owner-allows.js';
import { plannedNow } from './planned-now.js';
import { restoreInput, type RestoreInput, type RestoreOptions } from './restore-input.js';
import { onGroup, type GroupSession } from './session.js';
import { stop } from './stop.js';

export interface RestoreCommandOptions extends RestoreOptions {
  readonly plan?: string;
}

/** `drctl restore GROUP`: makes the group of a bundle on the other cluster, bound to its own volumes. */
export const runRestore = (
  bench: Workbench,
  group: string,
  options: RestoreCommandOptions,
): Promise<ExitCode> => onGroup(bench, { ...options, group }, (session) => restore(bench, session, options));

async function restore(
  bench: Workbench,
  session: GroupSession,
  options: RestoreCommandOptions,
): Promise<ExitCode> {
  const { terminal } = bench;
  const input = await restoreInput(terminal, session, options);
  if (typeof input === 'number') return input;
  const safe = await mayStart(bench, session, { input, options });
  if (!safe.ok) return stop(terminal, [safe.problem]);
  if (options.sourceStopped !== undefined)
    terminal.err(`UNVERIFIED: that the source is stopped rests on ${JSON.stringify(options.sourceStopped)}`);
  const plan = await readPlan(session.target.objects, input.order, session.signal);
  if (!plan.ok) return stop(terminal, [plan.problem]);
  if (plan.value.refusals.length > 0) return stop(terminal, plan.value.refusals);
  const drifted = await planDrift(session, { input, plan: plan.value }, options);
  if (drifted !== undefined) return stop(terminal, [drifted]);
  const operation = await beginOperation(session, input, options);
  if (!operation.ok) return stop(terminal, [operation.problem]);
  if (operation.value.resumedAfter > 0)
    terminal.err(
      `operation ${operation.value.id} was cut off after ${operation.value.resumedAfter} records; going on`,
    );
  try {
    const gate = options.start ? await openTarget(bench, session, input.bundle.set) : ok(undefined);
    if (!gate.ok) return stop(terminal, [gate.problem]);
    return await carryOut(bench, { session, input, plan: plan.value, operation: operation.value }, options);
  } finally {
    await operation.value.close();
  }
}

/**
 * Two clusters never write the same data: before anything starts here, the array says that this cluster owns the group and nobody
 * else has its volumes, or it is at rest there.
 */
async function mayStart(
  bench: Workbench,
  session: GroupSession,
  { input, options }: { readonly input: RestoreInput; readonly options: RestoreCommandOptions },
): Promise<Result<void, Problem>> {
  const { source, group, signal } = session;
  const { bundle } = input;
  const { start, sourceStopped } = options;
  if (!start) return ok(undefined);
  const word = await ownerAllows(bench, session, bundle.set);
  if (!word.ok || word.value === 'fenced') return word.ok ? ok(undefined) : word;
  const rest = await sourceAtRest(source.objects, { ...bundle.set, group: group.name }, signal);
  if (rest.ok || rest.problem.kind === 'source-in-use') return rest;
  if (sourceStopped !== undefined) return ok(undefined);
  return failed({
    kind: 'source-unproven',
    cluster: source.settings.id,
    detail: describeProblem(rest.problem),
  });
}

async function planDrift(
  session: GroupSession,
  { input, plan }: { readonly input: RestoreInput; readonly plan: RestorePlan },
  { plan: path }: RestoreCommandOptions,
): Promise<Problem | undefined> {
  if (path === undefined) return undefined;
  const planned = await readPlanFile(path);
  if (planned === undefined) return { kind: 'plan-drifted', changes: [`${path} is no plan of this drctl`] };
  return driftOf(planned, await plannedNow(session, input, plan));
}

function beginOperation(
  { config, group, source, target }: GroupSession,
  { bundle, order, place }: RestoreInput,
  { start, conflict, sourceStopped }: RestoreCommandOptions,
): Promise<Result<Operation, Problem>> {
  const { root, counter } = bundle.manifest;
  const about = {
    root,
    counter,
    to: target.settings.id,
    start,
    conflict,
    namespaces: [...(order.adaptation.namespaces ?? [])],
  };
  return new OperationsDirectory(config.state, systemClock).begin({
    verb: 'restore',
    group: group.name,
    fingerprint: fingerprint(canonicalJson(about)),
    facts: {
      bundle: place,
      root,
      from: source.settings.id,
      to: target.settings.id,
      workloads: start ? 'running' : 'standby',
      conflict,
      ...(sourceStopped === undefined ? {} : { unverifiedSourceStopped: sourceStopped }),
    },
  });
}

interface Work {
  readonly session: GroupSession;
  readonly input: RestoreInput;
  readonly plan: RestorePlan;
  readonly operation: Operation;
}

async function carryOut(
  { terminal }: Workbench,
  { session, input, plan, operation }: Work,
  { output, progress }: RestoreCommandOptions,
): Promise<ExitCode> {
  const ports = {
    target: session.target.objects,
    journal: operation.journal,
    clock: systemClock,
    progress: progressOn(terminal, progress),
  };
  const report = await runPlan(ports, { plan, waitMs: input.order.waitMs }, session.signal);
  const outcome = report.ok ? report.value.outcome : 'failed';
  const ended = await operation.journal.append({ type: 'end', outcome });
  if (!report.ok) return stop(terminal, [report.problem]);
  if (!ended.ok) return stop(terminal, [ended.problem]);
  print(terminal, output, reportAnswer(report.value, operation.id));
  sayOutcome(terminal, report.value, session.group.name);
  return codeOf(report.value, session.signal);
}

function codeOf({ outcome, problems }: RestoreReport, signal: AbortSignal): ExitCode {
  if (outcome === 'complete') return EXIT.ok;
  if (outcome === 'refused') return EXIT.refused;
  const timedOut = signal.aborted && problems.some(({ kind }) => kind === 'deadline');
  const interrupted = signal.aborted && problems.some(({ kind }) => kind === 'cancelled');
  if (interrupted) return EXIT.interrupted;
  return timedOut ? EXIT.timeout : EXIT.partial;
}
