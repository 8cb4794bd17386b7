import {
  arraysOf,
  failed,
  ok,
  readGroupOwner,
  receiverAtRest,
  requireFitArrays,
  unfencedVolumes,
  type MoveState,
  type PlacedVolume,
  type Problem,
  type RecoverySet,
  type Result,
} from '@twinsite/domain';
import { placeGroup } from '../actions/place-group.js';
import type { GroupSession } from '../actions/session.js';
import type { MoveContext } from './move-context.js';

type Placed = Promise<Result<readonly PlacedVolume[], Problem>>;

/** What has to hold before anything is begun: the source owns the group, and the arrays can serve it from the target's site. */
export async function requireMovable(context: MoveContext, set: RecoverySet): Placed {
  const { session, arrays } = context;
  const named = requireNames(session);
  if (!named.ok) return named;
  const placed = await placeGroup(arrays, set, session.signal);
  if (!placed.ok) return placed;
  const owned = await requireSource(session, placed.value);
  if (!owned.ok) return owned;
  const fit = await requireFitArrays(arraysOf(placed.value), session.target.settings.site, session.signal);
  return fit.ok ? placed : fit;
}

/** What has to hold before the volumes change hands; looked at before and in the fence. */
export async function requireFenceReady(
  context: MoveContext,
  { group }: MoveState,
  set: RecoverySet,
): Placed {
  const { session, arrays } = context;
  const { target, signal } = session;
  const placed = await placeGroup(arrays, set, signal);
  if (!placed.ok) return placed;
  const holders = arraysOf(placed.value);
  const fit = await requireFitArrays(holders, target.settings.site, signal);
  if (!fit.ok) return fit;
  const receiver = { id: target.settings.id, objects: target.objects };
  const rest = await receiverAtRest(holders, receiver, { ...set, group }, signal);
  return rest.ok ? placed : rest;
}

/** Of a source that cannot be asked, every volume has to be one that a fence takes away. */
export function requireFenceable({ source }: GroupSession, set: RecoverySet): Result<void, Problem> {
  const [volume] = unfencedVolumes(set);
  if (volume === undefined) return ok(undefined);
  const detail = `PersistentVolume ${volume} is on no array of drctl.yaml, and no fence takes it away`;
  return failed({ kind: 'source-unproven', cluster: source.settings.id, detail });
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

/** Names are mapped from the first cluster to the other one, and nothing maps them back. */
export function requireNames({ config, group, source }: GroupSession): Result<void, Problem> {
  const { namespaceMapping, storageClassMapping, name } = group;
  const isBack = source.settings.id !== config.clusters[0]?.id;
  if (!isBack || namespaceMapping.size + storageClassMapping.size === 0) return ok(undefined);
  const remedy =
    'has names that differ on the other cluster, and cannot be taken back by drctl: move it by hand';
  return failed({ kind: 'invalid-request', field: 'group', value: name, remedy });
}
