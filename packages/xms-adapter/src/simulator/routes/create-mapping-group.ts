import { ApiFault } from '../http/api-fault.js';
import type { Body } from '../http/call.js';
import type { MappingGroup } from '../state/records.js';
import type { World } from '../world.js';
import { addLuns, refuseUnmappable } from './add-luns.js';
import { demandAccessPath, demandClientGroup } from './demand.js';

/** One per pair of access path and client group, whose types must agree. */
export function createMappingGroup(
  world: World,
  asked: Body,
): { group: MappingGroup; settled: Promise<void> } {
  const { state } = world;
  const path = demandAccessPath(world, asked.int('access_path_id') ?? 0, 404);
  const clients = demandClientGroup(world, asked.int('client_group_id') ?? 0);
  if (path.type !== clients.type) {
    throw new ApiFault(
      400,
      `client group ${clients.name} is of type ${clients.type}, access path ${path.name} of ${path.type}`,
    );
  }
  const pair = { accessPathId: path.id, clientGroupId: clients.id };
  const isSame = (other: MappingGroup): boolean =>
    other.accessPathId === pair.accessPathId && other.clientGroupId === pair.clientGroupId;
  if (state.mappingGroups.find(isSame)) {
    throw new ApiFault(
      world.switches().duplicateName,
      `a mapping group of ${path.name} and ${clients.name} exists`,
    );
  }
  const volumeIds = asked.ints('block_volume_ids') ?? [];
  refuseUnmappable(world, pair, volumeIds);
  const now = world.clock.now();
  const group = state.mappingGroups.insert((id) => {
    return { id, ...pair, createdAt: now, updatedAt: now, status: 'creating' };
  });
  return { group, settled: addLuns(world, group, volumeIds) };
}
