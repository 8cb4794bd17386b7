import {
  arraysOf,
  failed,
  groupVolumes,
  ok,
  placeVolumes,
  proveFenced,
  readGroupOwner,
  requireMarks,
  sparedNodes,
  unfencedVolumes,
  type Problem,
  type RecoverySet,
  type Result,
} from '@twinsite/domain';
import type { OpenArrays, Workbench } from '../workbench.js';
import type { GroupSession } from './session.js';

/** `nobody`: the group, or a volume of it that is on no array of ours, is owned by nobody, or no array is configured, so that something else has to prove that it may start. */
export type OwnersWord = 'fenced' | 'nobody';

/** Whether the arrays say that the target may write the group: it owns it, and nobody else has any of its volumes. */
export async function ownerAllows(
  bench: Workbench,
  session: GroupSession,
  set: RecoverySet,
): Promise<Result<OwnersWord, Problem>> {
  if (session.config.arrays.length === 0) return ok('nobody');
  const arrays = await bench.openArrays(session.config);
  try {
    return await ask(arrays, session, set);
  } finally {
    // Closing waits for calls under way (a login is shared, so no deadline ends it): not after our time is over.
    if (!session.signal.aborted) await arrays.close();
  }
}

async function ask(
  arrays: OpenArrays,
  { target, group, signal }: GroupSession,
  set: RecoverySet,
): Promise<Result<OwnersWord, Problem>> {
  const placed = await placeVolumes(arrays, groupVolumes(set), signal);
  if (!placed.ok) return placed;
  const owners = await readGroupOwner(arraysOf(placed.value), group.name, signal);
  if (!owners.ok) return owners;
  const owned = owners.value.flatMap(({ current }) => current ?? []);
  if (owned.length === 0) return ok('nobody');
  const cluster = target.settings.id;
  const other = owned.find(({ owner }) => owner !== cluster);
  if (other !== undefined) return failed({ ...other, kind: 'not-owner', volume: '(all)', cluster });
  const silent = owners.value.find(({ current }) => current === undefined)?.array.name;
  if (silent !== undefined) {
    const evidence = `nobody owns group ${group.name} there; repeat drctl own or drctl fence`;
    return failed({ kind: 'owner-unknown', volume: '(all)', array: silent, evidence });
  }
  const marks = requireMarks(placed.value, owners.value, group.name);
  if (!marks.ok) return marks;
  const spared = await sparedNodes(target.objects, signal);
  if (!spared.ok) return spared;
  const proved = await proveFenced(placed.value, spared.value, signal);
  if (!proved.ok) return proved;
  return ok(unfencedVolumes(set).length === 0 ? 'fenced' : 'nobody');
}
