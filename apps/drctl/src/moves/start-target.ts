import {
  failed,
  ok,
  sourceAtRest,
  startWorkloads,
  untilReady,
  watchAttachments,
  type MoveFact,
  type MoveState,
  type Problem,
  type RecoverySet,
  type Result,
} from '@twinsite/domain';
import { systemClock } from '@twinsite/xms-adapter';
import { openTarget } from '../actions/gates.js';
import { limitedSignal } from '../actions/limited-signal.js';
import { ownerAllows } from '../actions/owner-allows.js';
import { adaptedSet } from './adapted-set.js';
import { proveClaims, restoreOn, writesOf } from './bind.js';
import { openMoveBundle } from './move-bundle.js';
import type { MoveContext } from './move-context.js';
import { hooksOnTarget } from './move-hooks.js';

type Done = Promise<Result<MoveFact, Problem>>;

/**
 * Starts the group on the target. The array is asked once more, and every claim is proved once more, before anything runs: what the
 * journal says may be of yesterday.
 */
export async function start(context: MoveContext, state: MoveState): Done {
  const { session } = context;
  const opened = await openMoveBundle(context, state.bundle);
  if (!opened.ok) return opened;
  const { set } = opened.value;
  const safe = await requireStartable(context, state, set);
  if (!safe.ok) return safe;
  const proved = await proveClaims(context, set);
  if (!proved.ok) return proved;
  const told = await hooksOnTarget(context, 'before-start');
  if (!told.ok) return told;
  const open = await openTarget(context.bench, session, set);
  if (!open.ok) return open;
  const { objects } = session.target;
  const workloads = { objects, set: adaptedSet(session.group, set), rules: session.group.suspendRules };
  const woken = await startWorkloads(workloads, session.signal);
  if (!woken.ok) return woken;
  const report = await restoreOn(context, set, 'running');
  return report.ok ? ok({ type: 'started', workloads: woken.value + writesOf(report.value) }) : report;
}

/** Attested is that the source is off: not who owns the group, which the array alone says. */
async function requireStartable(
  { bench, session }: MoveContext,
  { fence, verb, from }: MoveState,
  set: RecoverySet,
): Promise<Result<void, Problem>> {
  const word = await ownerAllows(bench, session, set);
  if (!word.ok) return fence === 'attested' && word.problem.kind === 'fence-unproven' ? ok(undefined) : word;
  if (word.value === 'fenced' || fence === 'attested') return ok(undefined);
  // A volume that no array can fence: the source was stopped, and has to be at rest still.
  if (verb === 'relocate') return sourceAtRest(session.source.objects, set, session.signal);
  return failed({ kind: 'source-unproven', cluster: from, detail: 'not every volume is on an array' });
}

export async function awaitReady(context: MoveContext, state: MoveState): Done {
  const { session, options } = context;
  const opened = await openMoveBundle(context, state.bundle);
  if (!opened.ok) return opened;
  const workloads = adaptedSet(session.group, opened.value.set)
    .objects.filter(({ layer }) => layer === 'workload')
    .map(({ object }) => object);
  const { target, signal } = session;
  const waiting = {
    objects: target.objects,
    cluster: target.settings.id,
    clock: systemClock,
    waitMs: options.wait * 1000,
  };
  const done = new AbortController();
  const watched = new Set(volumeNames(opened.value.set));
  const attached = watchAttachments(waiting, watched, limitedSignal([done.signal, signal], waiting.waitMs));
  const pods = await untilReady(waiting, workloads, signal);
  done.abort();
  const at = await attached;
  if (!pods.ok) return pods;
  const told = await hooksOnTarget(context, 'after-ready');
  const seen = at === undefined ? {} : { attachedAt: new Date(at).toISOString() };
  return told.ok ? ok({ type: 'ready', pods: pods.value, ...seen }) : told;
}

const volumeNames = ({ objects }: RecoverySet): readonly string[] =>
  objects.flatMap(({ object }) => (object.kind === 'PersistentVolume' ? [object.metadata.name] : []));
