import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import { ok, type Result } from '../../shared/result.js';
import { LAYERS, type Layer } from '../set/layer.js';
import { applyLayer } from './apply-layer.js';
import { barrierAfter, holdsAsRead, lookAt } from './barriers.js';
import { planRestore, type RestorePlan } from './plan-restore.js';
import { wantedObjects, type RestoreOrder } from './restore-order.js';
import type { RestorePorts } from './restore-ports.js';
import { isWrite, type Action, type Step } from './step.js';
import { readTarget } from './target-view.js';
import { waitUntil } from './wait-until.js';

export interface RestoreReport {
  /** `refused`: nothing was changed. `partial`: repeat to go on. */
  readonly outcome: 'complete' | 'refused' | 'partial';
  readonly plan: RestorePlan;
  /** Objects by what was done with them. */
  readonly done: ReadonlyMap<Action, number>;
  readonly problems: readonly Problem[];
  /** Claims proved to be bound to their own volumes. */
  readonly claims: number;
}

export interface RestoreLimits {
  /** How long each barrier is waited for, ms. */
  readonly waitMs: number;
}

export async function readPlan(
  target: Pick<RestorePorts['target'], 'kinds' | 'list'>,
  order: RestoreOrder,
  signal: CancelSignal,
): Promise<Result<RestorePlan, Problem>> {
  const objects = wantedObjects(order).map(({ object }) => object);
  const view = await readTarget(target, objects, signal);
  return view.ok ? ok(planRestore(order, view.value)) : view;
}

/**
 * Makes the set on the other cluster, layer by layer. What is there is judged first, and any refusal leaves everything as
 * it is. Every step is decided by what the cluster has, so the same again, also after a kill, does what is left to do.
 */
export async function restoreGroup(
  ports: RestorePorts,
  order: RestoreOrder & RestoreLimits,
  signal: CancelSignal,
): Promise<Result<RestoreReport, Problem>> {
  const plan = await readPlan(ports.target, order, signal);
  if (!plan.ok) return plan;
  return runPlan(ports, { plan: plan.value, waitMs: order.waitMs }, signal);
}

interface Run extends RestoreLimits {
  readonly plan: RestorePlan;
}

/** Does what a plan says that was read just now. */
export async function runPlan(
  ports: RestorePorts,
  { plan, waitMs }: Run,
  signal: CancelSignal,
): Promise<Result<RestoreReport, Problem>> {
  const done = new Map<Action, number>();
  const report = (outcome: RestoreReport['outcome'], problems: readonly Problem[]): RestoreReport => ({
    outcome,
    plan,
    done,
    problems,
    claims: outcome === 'complete' ? claimsOf(plan) : 0,
  });
  if (plan.refusals.length > 0) return ok(report('refused', plan.refusals));
  for (const layer of LAYERS) {
    const steps = plan.steps.filter((step) => step.layer === layer);
    const problems = await applyLayer(ports, { layer, steps, done }, signal);
    if (problems.length > 0) return ok(report('partial', problems));
    const open = await passBarrier(ports, { layer, plan, waitMs }, signal);
    if (!open.ok) return ok(report('partial', [open.problem]));
    if (open.value.length > 0) return ok(report('partial', open.value));
  }
  return ok(report('complete', []));
}

const claimsOf = ({ steps }: RestorePlan): number =>
  steps.filter(({ wanted }) => wanted.kind === 'PersistentVolumeClaim').length;

async function passBarrier(
  { target, clock, progress }: RestorePorts,
  { layer, plan, waitMs }: Run & { readonly layer: Layer },
  signal: CancelSignal,
): Promise<Result<readonly Problem[], Problem>> {
  const barrier = barrierAfter(layer);
  if (barrier === undefined || !needsBarrier(layer, plan.steps)) return ok([]);
  const wanted = plan.steps.map((step) => step.wanted);
  if (isAsRead(plan) && holdsAsRead(barrier, plan)) return ok([]);
  const onLook = ({ open, total }: { readonly open: readonly unknown[]; readonly total: number }): void =>
    progress.tell({ type: 'waiting', what: barrier.what, done: total - open.length, total });
  return waitUntil(() => lookAt(target, barrier, wanted, signal), { clock, waitMs, onLook }, signal);
}

/** Nothing was written since the cluster was read: what was read proves as much as reading again. */
const isAsRead = ({ steps }: RestorePlan): boolean => !steps.some(isWrite);

/** Claims are proved every time; the others are waited for only when something was made. */
const needsBarrier = (layer: Layer, steps: readonly Step[]): boolean =>
  layer === 'claim' || steps.some((step) => step.layer === layer && isWrite(step));
