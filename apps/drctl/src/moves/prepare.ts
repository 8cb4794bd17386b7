import { failed, ok, type MoveFact, type MoveState, type Problem, type Result } from '@twinsite/domain';
import { readSet } from '../actions/read-set.js';
import { bind } from './bind.js';
import { requireFenceable, requireFenceReady, requireMovable } from './conditions.js';
import { keepSet } from './keep-set.js';
import { chooseBundle, openMoveBundle } from './move-bundle.js';
import type { MoveContext } from './move-context.js';
import { signsOfLife } from './signs-of-life.js';

type Done = Promise<Result<MoveFact, Problem>>;

/** What may be decided before anything is changed: which bundle, whether the array can serve, and whether the source is dead. */
export const prepare = (context: MoveContext, state: MoveState): Done =>
  state.verb === 'relocate' ? prepareRelocate(context, state) : prepareFailover(context);

async function prepareFailover(context: MoveContext): Done {
  const { session, options } = context;
  const chosen = await chooseBundle(context);
  if (!chosen.ok) return chosen;
  const opened = await openMoveBundle(context, chosen.value);
  if (!opened.ok) return opened;
  const fenceable = requireFenceable(session, opened.value.set);
  if (!fenceable.ok) return fenceable;
  const placed = await requireMovable(context, opened.value.set);
  if (!placed.ok) return placed;
  const signs = options.force === true ? ok([]) : await signsOfLife(context, placed.value);
  if (!signs.ok) return signs;
  if (signs.value.length === 0) return ok({ type: 'prepared', bundle: chosen.value });
  const { group, source } = session;
  const [cluster, seen] = [source.settings.id, signs.value];
  return failed({ kind: 'source-alive', group: group.name, cluster, signs: seen });
}

/** The state of this moment is kept, and made on the target before anything stops: binding takes no time of the outage. */
async function prepareRelocate(context: MoveContext, state: MoveState): Done {
  const { session } = context;
  const set = await readSet(session, session.source);
  if (!set.ok) return set;
  const movable = await requireMovable(context, set.value);
  if (!movable.ok) return movable;
  const ready = await requireFenceReady(context, state, set.value);
  if (!ready.ok) return ready;
  const kept = await keepSet(context, set.value);
  if (!kept.ok) return kept;
  const warm = await bind(context, kept.value);
  return warm.ok ? ok({ type: 'prepared', bundle: kept.value }) : warm;
}
