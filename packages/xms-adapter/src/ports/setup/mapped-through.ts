import { ok, type CancelSignal, type Problem, type Result } from '@twinsite/domain';
import { boundedAll } from '../../client/bounded.js';
import type { XmsClient } from '../../client/xms-client.js';
import type { WireMappingGroup } from '../../wire/mapping-group.js';
import { MappingGroups } from '../mapping-groups.js';

const AT_ONCE = 8;

export interface MappedThrough {
  readonly groups: readonly WireMappingGroup[];
  /** Ids of all volumes that are mapped, or on their way out. */
  readonly volumes: ReadonlySet<number>;
}

/** The mapping groups of an access path and the volumes in them, whoever made them. */
export async function mappedThrough(
  client: XmsClient,
  accessPathId: number,
  signal: CancelSignal,
): Promise<Result<MappedThrough, Problem>> {
  const mappings = new MappingGroups(client);
  const listed = await mappings.list({ access_path_id: accessPathId }, signal);
  if (!listed.ok) return listed;
  const groups = listed.value.filter((group) => (group.accessPathId ?? accessPathId) === accessPathId);
  const luns = await boundedAll(groups, AT_ONCE, ({ id }) => mappings.luns(id, signal));
  if (!luns.ok) return luns;
  return ok({ groups, volumes: new Set(luns.value.flat().map(({ volumeId }) => volumeId)) });
}
