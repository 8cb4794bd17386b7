import { failed, ok, type CancelSignal, type Grant, type Problem, type Result } from '@twinsite/domain';
import { pollUntilSettled, type Look } from '../client/poll.js';
import type { WireMappingGroup } from '../wire/mapping-group.js';
import { settledBy } from '../wire/settled.js';
import type { ArrayContext } from './array-context.js';
import type { MappingGroups } from './mapping-groups.js';

export interface AwaitedLun {
  readonly groups: MappingGroups;
  /** As last seen. */
  readonly group: WireMappingGroup;
  readonly volumeId: number;
  /** How often a settled group may still show no LUN before that is the answer. */
  readonly patience: number;
}

/**
 * The volume's LUN once its mapping group has settled; undefined when it has none. While the group is in progress a
 * row proves nothing: it may be one that is being removed.
 */
export function awaitLun(
  array: ArrayContext,
  { groups, group, volumeId, patience }: AwaitedLun,
  signal: CancelSignal,
): Promise<Result<Grant | undefined, Problem>> {
  let seen: WireMappingGroup | undefined = group;
  let misses = 0;
  const object = `mapping group ${group.id}`;
  const look = async (): Promise<Result<Look<Grant | undefined>, Problem>> => {
    const now = seen === undefined ? await groups.read(group.id, signal) : ok(seen);
    if (!now.ok) return now;
    seen = undefined;
    const { status } = now.value;
    const settled = settledBy(status);
    if (settled === 'in-progress') return ok({ kind: 'unsettled', status });
    if (settled === 'failed') {
      return failed({ kind: 'array-unsettled', array: array.client.array, object, status, waitedMs: 0 });
    }
    const luns = await groups.luns(group.id, signal);
    if (!luns.ok) return luns;
    const lun = luns.value.find((row) => row.volumeId === volumeId)?.lun;
    misses += 1;
    if (lun === undefined && misses <= patience) return ok({ kind: 'unsettled', status: 'no LUN yet' });
    const value = lun === undefined ? undefined : { lun, volumesOfNode: luns.value.length };
    return ok({ kind: 'settled', value });
  };
  return pollUntilSettled(array, { array: array.client.array, object, look }, signal);
}
