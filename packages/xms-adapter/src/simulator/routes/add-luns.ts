import { ApiFault } from '../http/api-fault.js';
import type { MappingGroup } from '../state/records.js';
import type { World } from '../world.js';
import { demandVolume } from './demand.js';
import { gatewaysOfGroup } from './mapping-group-view.js';
import { settleGroup } from './remove-luns.js';

/** Refuses what cannot be mapped: a volume that is not there, busy elsewhere, or in another access path. */
export function refuseUnmappable(
  world: World,
  group: Pick<MappingGroup, 'accessPathId'>,
  volumeIds: readonly number[],
): void {
  for (const volume of volumeIds.map((id) => demandVolume(world, id))) {
    if (volume.recycled || volume.status === 'deleting') {
      throw new ApiFault(400, `block volume ${volume.name} is being deleted or in the trash`);
    }
    const rows = world.state.luns.where((lun) => lun.volumeId === volume.id);
    const groups = rows.flatMap((lun) => world.state.mappingGroups.get(lun.mappingGroupId) ?? []);
    if (groups.some((other) => other.accessPathId !== group.accessPathId)) {
      throw new ApiFault(400, `block volume ${volume.name} belongs to another access path`);
    }
  }
}

/** Gives each volume the lowest free LUN number and exports it; resolves when settled. */
export function addLuns(world: World, group: MappingGroup, volumeIds: readonly number[]): Promise<void> {
  const { state, exporter } = world;
  const taken = state.luns.where((lun) => lun.mappingGroupId === group.id).map((lun) => lun.volumeId);
  const twice = volumeIds.find((id) => taken.includes(id));
  if (twice !== undefined)
    throw new ApiFault(400, `block volume ${twice} is in mapping group ${group.id} already`);
  const now = world.clock.now();
  for (const volumeId of new Set(volumeIds)) {
    const lunId = lowestFreeLun(world, group);
    state.luns.insert((id) => {
      return {
        id,
        createdAt: now,
        updatedAt: now,
        lunId,
        mappingGroupId: group.id,
        volumeId,
        state: 'mapped',
      };
    });
  }
  if (group.status === 'active') group.status = 'updating';
  return world.jobs.start({
    kind: 'mapping-group',
    id: group.id,
    work: (signal) => exporter.reached(gatewaysOfGroup(world, group), signal),
    settle: (outcome) => settleGroup(world, group, outcome),
  });
}

/**
 * From 1 up: LUN 0 is left to the target itself. Numbers are unique over all mapping groups of a client group,
 * because a gateway shows an initiator all of them through one target.
 */
function lowestFreeLun(world: World, group: MappingGroup): number {
  const { state } = world;
  const siblings = state.mappingGroups.where((other) => other.clientGroupId === group.clientGroupId);
  const ids = new Set(siblings.map((other) => other.id));
  const used = new Set(state.luns.where((lun) => ids.has(lun.mappingGroupId)).map((lun) => lun.lunId));
  let lun = 1;
  while (used.has(lun)) lun += 1;
  return lun;
}
