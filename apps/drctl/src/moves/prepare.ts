import {
  arraysOf,
  failed,
  ok,
  readGroupOwner,
  requireFitArrays,
  sessionsSeen,
  type MoveFact,
  type MoveState,
  type PlacedVolume,
  type Problem,
  type RecoverySet,
  type Result,
} from '@twinsite/domain';
import { systemClock } from '@twinsite/xms-adapter';
import { limitedSignal } from '../actions/limited-signal.js';
import { placeGroup } from '../actions/place-group.js';
import { readSet } from '../actions/read-set.js';
import type { GroupSession } from '../actions/session.js';
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
  const opened = await openMoveBundle(context, chosen.value);
  if (!opened.ok) return opened;
  const placed = await fitVolumes(context, opened.value.set);
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
  const placed = await fitVolumes(context, set.value);
  if (!placed.ok) return placed;
  const kept = await keepSet(context, set.value);
  if (!kept.ok) return kept;
  const warm = await bind(context, kept.value);
  return warm.ok ? ok({ type: 'prepared', bundle: kept.value }) : warm;
}

async function fitVolumes(
  { session, arrays }: MoveContext,
  set: RecoverySet,
): Promise<Result<readonly PlacedVolume[], Problem>> {
  const placed = await placeGroup(arrays, set, session.signal);
  if (!placed.ok) return placed;
  const owned = await requireSource(session, placed.value);
  if (!owned.ok) return owned;
  const fit = await requireFitArrays(arraysOf(placed.value), session.target.settings.site, session.signal);
  return fit.ok ? placed : fit;
}

/** A group moves from the cluster that owns it: what the other one has of it is of an earlier time. */
async function requireSource(
  { group: { name: group }, source, signal }: GroupSession,
  placed: readonly PlacedVolume[],
): Promise<Result<void, Problem>> {
  const owners = await readGroupOwner(arraysOf(placed), group, signal);
  if (!owners.ok) return owners;
  const cluster = source.settings.id;
  for (const { array, current } of owners.value) {
    if (current === undefined) {
      const evidence = `nobody owns group ${group} there; make its cluster the owner with drctl own ${group} first`;
      return failed({ kind: 'owner-unknown', volume: '(all)', array: array.name, evidence });
    }
    if (current.owner !== cluster) return failed({ ...current, kind: 'not-owner', volume: '(all)', cluster });
  }
  return ok(undefined);
}

/** How long an API server may think before it counts as silent. */
const API_MS = 2000;

async function signsOfLife(
  context: MoveContext,
  placed: readonly PlacedVolume[],
): Promise<Result<readonly string[], Problem>> {
  const { source, signal } = context.session;
  const [about, sessions] = await Promise.all([
    source.facts.about(limitedSignal([signal], API_MS)),
    lastingSessions(context, placed),
  ]);
  if (!sessions.ok) return sessions;
  const server = about.ok ? [`its API server answers as Kubernetes ${about.value.version}`] : [];
  return ok([...server, ...sessions.value]);
}

/** A gateway finds out with its own keep-alive that a client is gone: until then its sessions look alive. */
async function lastingSessions(
  { bench, session: { signal }, options }: MoveContext,
  placed: readonly PlacedVolume[],
): Promise<Result<readonly string[], Problem>> {
  const until = systemClock.now() + SESSION_MS;
  for (let looks = 0; ; looks += 1) {
    const seen = await sessionsSeen(placed, signal);
    const isOver = options.force === true || signal.aborted || systemClock.now() >= until;
    if (!seen.ok || seen.value.length === 0 || isOver) return seen;
    if (looks === 0) bench.terminal.err(`failover: looking whether it lasts: ${seen.value.join('; ')}`);
    await systemClock.sleep(LOOK_MS, signal);
  }
}

/** Longer than the keep-alive of common targets (nopin_timeout and nopin_response_timeout of LIO are 15 s and 30 s), ms. */
const SESSION_MS = 50_000;
const LOOK_MS = 500;

/** The group's volumes, by the bundle of the move. */
export async function placeOfMove(
  context: MoveContext,
  { bundle }: MoveState,
): Promise<Result<readonly PlacedVolume[], Problem>> {
  const opened = await openMoveBundle(context, bundle);
  if (!opened.ok) return opened;
  return placeGroup(context.arrays, opened.value.set, context.session.signal);
}
