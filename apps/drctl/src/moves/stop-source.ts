import {
  ok,
  runningWorkloads,
  settledSet,
  stopWorkloads,
  untilQuiet,
  wakeWorkloads,
  type MoveFact,
  type MoveState,
  type Problem,
  type Result,
  type Workloads,
} from '@twinsite/domain';
import { systemClock } from '@twinsite/xms-adapter';
import { gateSource } from '../actions/gates.js';
import { readSet } from '../actions/read-set.js';
import { requireFenceReady } from './conditions.js';
import { keepSet } from './keep-set.js';
import { openMoveBundle } from './move-bundle.js';
import type { MoveContext } from './move-context.js';
import { hooksOnSource } from './move-hooks.js';

type Done = Promise<Result<MoveFact, Problem>>;

/** Stops the group on the source, and waits until nothing of it is left on a node. */
export async function quiesce(context: MoveContext, { bundle }: MoveState): Done {
  const { session, options } = context;
  const opened = await openMoveBundle(context, bundle);
  if (!opened.ok) return opened;
  const { set } = opened.value;
  const { objects } = session.source;
  const workloads = { objects, set, rules: session.group.suspendRules };
  const told = await beforeStop(context, workloads);
  if (!told.ok) return told;
  const shut = await gateSource(context.bench, session, [set, 'passive']);
  if (!shut.ok) return shut;
  const stopped = await stopWorkloads(workloads, session.signal);
  if (!stopped.ok) return stopped;
  const waiting = { objects, clock: systemClock, waitMs: options.wait * 1000 };
  const quiet = await untilQuiet(waiting, set, session.signal);
  if (!quiet.ok) return quiet;
  const after = await hooksOnSource(context, 'after-stop');
  return after.ok ? ok({ type: 'quiesced' }) : after;
}

/** Before something is stopped: when the step is repeated and all stands still already, there is nobody left to prepare for it. */
async function beforeStop(context: MoveContext, workloads: Workloads): Promise<Result<void, Problem>> {
  if (context.session.group.hooks.length === 0) return ok(undefined);
  const running = await runningWorkloads(workloads, context.session.signal);
  if (!running.ok) return running;
  const told = running.value === 0 ? running : await hooksOnSource(context, 'before-stop');
  return told.ok ? ok(undefined) : told;
}

/**
 * Keeps what was changed between the bundle and the stop: after it, nothing of the group changes any more. What would stop the
 * hand-over is looked at here: from the fence on nothing is taken back by itself.
 */
export async function settle(context: MoveContext, state: MoveState): Done {
  const { session } = context;
  const { bundle } = state;
  const opened = await openMoveBundle(context, bundle);
  if (!opened.ok) return opened;
  const ready = await requireFenceReady(context, state, opened.value.set);
  if (!ready.ok) return ready;
  const stopped = await readSet(session, session.source);
  if (!stopped.ok) return stopped;
  const { labelSelector, pods, suspendRules: rules } = session.group;
  const settling = {
    before: opened.value.set,
    rules,
    bySelector: labelSelector !== undefined || pods.length > 0,
  };
  const settled = settledSet(stopped.value, settling);
  if (settled === undefined && bundle !== undefined) return ok({ type: 'settled', bundle });
  const kept = await keepSet(context, settled ?? stopped.value);
  return kept.ok ? ok({ type: 'settled', bundle: kept.value }) : kept;
}

export async function rollBack(context: MoveContext, { bundle }: MoveState): Done {
  const woken = await wakeSource(context, bundle);
  return woken.ok ? ok({ type: 'rolled-back' }) : woken;
}

/** Lets the group run on the source again as the bundle says; before one was chosen, nothing was stopped. */
export async function wakeSource(
  context: MoveContext,
  bundle: MoveState['bundle'],
): Promise<Result<number, Problem>> {
  if (bundle === undefined) return ok(0);
  const { session } = context;
  const opened = await openMoveBundle(context, bundle);
  if (!opened.ok) return opened;
  const { set } = opened.value;
  const open = await gateSource(context.bench, session, [set, 'active']);
  if (!open.ok) return open;
  const rules = session.group.suspendRules;
  return wakeWorkloads({ objects: session.source.objects, set, rules }, session.signal);
}
