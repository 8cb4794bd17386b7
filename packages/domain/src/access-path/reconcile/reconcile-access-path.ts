import type { ObjectKey } from '../../kubernetes/object-key.js';
import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { AccessPathObject } from '../access-path-objects.port.js';
import {
  TIMING,
  type AccessPathPlan,
  type AccessPathStep,
  type ArrayStep,
  type FinalizerStep,
} from '../access-path-plan.js';
import type { AccessPathStatus } from '../access-path-status.js';
import { failed, type Result } from '../../shared/result.js';
import { planAccessPath } from '../plan/plan-access-path.js';
import { matterOf, type Matter } from '../plan/words.js';
import { sameStatus } from '../same-status.js';
import { announceChanges, announceStep } from './announce.js';
import { applyStep } from './apply-step.js';
import type { AccessPathDeps, PassAnswer } from './reconcile-deps.js';
import { situate, type Obstacle, type Situated } from './situate.js';
import { statusAfterFailure, statusWithoutReading } from './troubled-status.js';

/**
 * One pass for one AccessPath object: read everything, take at most one step, say how it stands (docs/adr/0020). Passes of one
 * object must not overlap in a process; in two processes they may. The signal ends a pass after `TIMING.passMs`.
 * A problem becomes a condition of the object and never an exception.
 */
export function reconcileAccessPath(deps: AccessPathDeps) {
  return async (key: ObjectKey, signal: CancelSignal): Promise<PassAnswer> => {
    const object = await deps.objects.read(key, signal);
    if (!object.ok) return { again: TIMING.retryMs };
    const isDone = object.value === undefined || (object.value.isDeleting && !object.value.hasFinalizer);
    if (object.value === undefined || isDone) return { again: undefined };
    return onePass(deps, object.value, signal);
  };
}

async function onePass(
  deps: AccessPathDeps,
  object: AccessPathObject,
  signal: CancelSignal,
): Promise<PassAnswer> {
  const situated = await situate(deps, object, signal);
  if (!situated.ok) {
    if (isTooEarly(deps, object, situated.problem)) return { again: TIMING.soonMs };
    const status = statusWithoutReading(object, situated.problem, deps.clock.now());
    return tell(deps, { object, status, again: TIMING.retryMs }, signal);
  }
  const plan = planAccessPath(situated.value.situation);
  const { step } = plan;
  if (step === undefined) return tell(deps, { object, status: plan.status, again: plan.againMs }, signal);
  if (isFinalizerStep(step)) return setFinalizer(deps, object, step, signal);
  return carryOut(deps, { ...situated.value, plan, step }, signal);
}

/** A new object's array is put on the list by its own pass: that it is not there yet is no news. */
function isTooEarly(
  { clock }: AccessPathDeps,
  { status, createdAt }: AccessPathObject,
  { problem }: Obstacle,
): boolean {
  const isNew = status === undefined && clock.now() - createdAt < TIMING.retryMs;
  return isNew && (problem?.kind === 'array-not-listed' || problem?.kind === 'kubernetes-unsynced');
}

const isFinalizerStep = (step: AccessPathStep): step is FinalizerStep =>
  step.kind === 'set-finalizer' || step.kind === 'drop-finalizer';

/** The object has another version after it, so its status is the next pass's. */
async function setFinalizer(
  { objects }: AccessPathDeps,
  object: AccessPathObject,
  { kind }: FinalizerStep,
  signal: CancelSignal,
): Promise<PassAnswer> {
  const set = await objects.setFinalizer(object, kind === 'set-finalizer' ? 'present' : 'absent', signal);
  return { again: set.ok ? 0 : againAfter(set.problem.kind) };
}

async function carryOut(
  deps: AccessPathDeps,
  { situation, array, plan, step }: Situated & { readonly plan: AccessPathPlan; readonly step: ArrayStep },
  signal: CancelSignal,
): Promise<PassAnswer> {
  const { object } = situation;
  const { status, againMs: again } = plan;
  const isLate = deps.clock.now() - situation.now > TIMING.stepWindowMs;
  if (array === undefined || signal.aborted) return { again: TIMING.retryMs };
  const done = isLate ? failed(tooSlow) : await take(array, situation, step, signal);
  if (!done.ok) {
    const troubled = status && statusAfterFailure(situation, status, step, done.problem);
    return tell(deps, { object, status: troubled, again: TIMING.retryMs }, signal);
  }
  announceStep(deps.events, object, step);
  return tell(deps, { object, status, again }, signal);
}

async function take(...args: Parameters<typeof applyStep>): Promise<Result<void, Matter>> {
  const done = await applyStep(...args);
  return done.ok ? done : failed(matterOf(done.problem));
}

const tooSlow: Matter = {
  reason: 'ReadingTooSlow',
  text: `reading the array and the cluster took longer than ${TIMING.stepWindowMs / 1000} s, and nothing is changed on what was read so long ago; look at the load of the array's managers and of the API server`,
  needsHelp: true,
};

/** Writes the status when it differs, and says what has changed once it is written. */
async function tell(
  { objects, events }: AccessPathDeps,
  { object, status, again }: Told,
  signal: CancelSignal,
): Promise<PassAnswer> {
  if (status === undefined || sameStatus(object.status, status)) return { again };
  const written = await objects.writeStatus(object, status, signal);
  if (!written.ok) return { again: againAfter(written.problem.kind) };
  announceChanges(events, object, status);
  return { again };
}

interface Told extends PassAnswer {
  readonly object: AccessPathObject;
  readonly status: AccessPathStatus | undefined;
}

/** Somebody changed the object meanwhile: the next pass reads it as it is. */
const againAfter = (kind: string): number => (kind === 'kubernetes-conflict' ? 0 : TIMING.retryMs);
