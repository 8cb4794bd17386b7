import {
  arraysOf,
  failed,
  ok,
  requireFitArrays,
  sessionsSeen,
  type MoveFact,
  type MoveState,
  type PlacedVolume,
  type Problem,
  type Result,
} from '@twinsite/domain';
import { limitedSignal } from '../actions/limited-signal.js';
import { placeGroup } from '../actions/place-group.js';
import { readSet } from '../actions/read-set.js';
import { bind } from './bind.js';
import { keepSet } from './keep-set.js';
import { chooseBundle, openMoveBundle } from './move-bundle.js';
import type { MoveContext } from './move-context.js';

/** What may be decided before anything is changed: which bundle, whether the array can serve, and whether the source is dead. */
export const prepare = (context: MoveContext, { verb }: MoveState): Promise<Result<MoveFact, Problem>> =>
  verb === 'relocate' ? prepareRelocate(context) : prepareFailover(context);

async function prepareFailover(context: MoveContext): Promise<Result<MoveFact, Problem>> {
  const chosen = await chooseBundle(context);
  if (!chosen.ok) return chosen;
  const placed = await fitVolumes(context);
  if (!placed.ok) return placed;
  const signs = await signsOfLife(context, placed.value);
  if (!signs.ok) return signs;
  const { group, source } = context.session;
  if (signs.value.length > 0 && context.options.force !== true) {
    const cluster = source.settings.id;
    return failed({ kind: 'source-alive', group: group.name, cluster, signs: signs.value });
  }
  return ok({ type: 'prepared', bundle: chosen.value });
}

/** The state of this moment is kept, and made on the target before anything stops: binding takes no time of the outage. */
async function prepareRelocate(context: MoveContext): Promise<Result<MoveFact, Problem>> {
  const { session } = context;
  const set = await readSet(session, session.source);
  if (!set.ok) return set;
  const kept = await keepSet(context, set.value);
  if (!kept.ok) return kept;
  const placed = await fitVolumes(context);
  if (!placed.ok) return placed;
  const warm = await bind(context, kept.value);
  return warm.ok ? ok({ type: 'prepared', bundle: kept.value }) : warm;
}

async function fitVolumes(context: MoveContext): Promise<Result<readonly PlacedVolume[], Problem>> {
  const { session, arrays, opened } = context;
  if (opened === undefined) return failed({ kind: 'move-missing', group: session.group.name });
  const placed = await placeGroup(arrays, opened.bundle.set, session.signal);
  if (!placed.ok) return placed;
  const fit = await requireFitArrays(arraysOf(placed.value), session.target.settings.site, session.signal);
  return fit.ok ? placed : fit;
}

/** How long an API server may think before it counts as silent. */
const API_MS = 5000;

async function signsOfLife(
  { session: { source, signal } }: MoveContext,
  placed: readonly PlacedVolume[],
): Promise<Result<readonly string[], Problem>> {
  const about = await source.facts.about(limitedSignal([signal], API_MS));
  const server = about.ok ? [`its API server answers as Kubernetes ${about.value.version}`] : [];
  const sessions = await sessionsSeen(placed, signal);
  return sessions.ok ? ok([...server, ...sessions.value]) : sessions;
}

/** The group's volumes, by the bundle of the move. */
export async function placeOfMove(
  context: MoveContext,
  { bundle }: MoveState,
): Promise<Result<readonly PlacedVolume[], Problem>> {
  const opened = await openMoveBundle(context, bundle);
  if (!opened.ok) return opened;
  return placeGroup(context.arrays, opened.value.set, context.session.signal);
}
