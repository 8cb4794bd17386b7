import {
  adaptObject,
  failed,
  ok,
  startWorkloads,
  untilReady,
  type MoveFact,
  type MoveState,
  type Problem,
  type RecoverySet,
  type Result,
} from '@twinsite/domain';
import { systemClock } from '@twinsite/xms-adapter';
import { ownerAllows } from '../actions/owner-allows.js';
import { adaptationFor } from '../actions/restore-input.js';
import { restoreOn, writesOf } from './bind.js';
import { openMoveBundle } from './move-bundle.js';
import type { MoveContext } from './move-context.js';

type Done = Promise<Result<MoveFact, Problem>>;

/** Starts the group on the target. The array is asked once more: what the journal says may be of yesterday. */
export async function start(context: MoveContext, state: MoveState): Done {
  const { bench, session } = context;
  const opened = await openMoveBundle(context, state.bundle);
  if (!opened.ok) return opened;
  const word = await ownerAllows(bench, session, opened.value.set);
  if (!word.ok && !isAttested(state, word.problem)) return word;
  if (word.ok && word.value === 'nobody' && state.fence !== 'attested') {
    const cluster = state.from;
    return failed({
      kind: 'source-unproven',
      cluster,
      detail: 'not every volume of the group is on an array',
    });
  }
  const woken = await startWorkloads(
    {
      objects: session.target.objects,
      set: adaptedSet(context, opened.value.set),
      rules: session.group.suspendRules,
    },
    session.signal,
  );
  if (!woken.ok) return woken;
  const report = await restoreOn(context, state.bundle, 'running');
  return report.ok ? ok({ type: 'started', workloads: woken.value + writesOf(report.value) }) : report;
}

/** The set with the names that it has on the target, as it runs. */
function adaptedSet({ session }: MoveContext, set: RecoverySet): RecoverySet {
  const adaptation = adaptationFor(session.group, 'running');
  return {
    ...set,
    objects: set.objects.map((one) => ({ ...one, object: adaptObject(one.object, adaptation) })),
  };
}

/** Attested is that the source is off: not who owns the group, which the array alone says. */
const isAttested = ({ fence }: MoveState, { kind }: Problem): boolean =>
  fence === 'attested' && kind === 'fence-unproven';

export async function awaitReady(context: MoveContext, state: MoveState): Done {
  const { session, options } = context;
  const opened = await openMoveBundle(context, state.bundle);
  if (!opened.ok) return opened;
  const workloads = adaptedSet(context, opened.value.set)
    .objects.filter(({ layer }) => layer === 'workload')
    .map(({ object }) => object);
  const { target, signal } = session;
  const waiting = {
    objects: target.objects,
    cluster: target.settings.id,
    clock: systemClock,
    waitMs: options.wait * 1000,
  };
  const pods = await untilReady(waiting, workloads, signal);
  return pods.ok ? ok({ type: 'ready', pods: pods.value }) : pods;
}
