import type { Volume } from '../state/records.js';
import type { World } from '../world.js';
import { compact, link, times, word } from './render.js';
import { parentOf, snapshotsOf } from './snapshot-view.js';

export function renderVolume(world: World, volume: Volume): Record<string, unknown> {
  const { state } = world;
  const groups = mappingGroupsOf(world, volume.id);
  const pool = state.pools.get(volume.poolId);
  const path = groups[0] && state.accessPaths.get(groups[0].accessPathId);
  const trashed = state.trashResources.find((row) => row.resourceId === volume.id);
  return compact({
    ...times(volume),
    id: volume.id,
    name: volume.name,
    volume_name: volume.volumeName,
    original_name: volume.originalName,
    description: volume.description,
    sn: volume.sn,
    size: volume.size,
    allocated_size: 0,
    format: volume.format,
    crc_check: volume.crcCheck,
    performance_priority: volume.performancePriority,
    qos_enabled: volume.qosEnabled,
    qos: volume.qos,
    status: word(world, volume.status),
    action_status: word(world, volume.actionStatus),
    progress: volume.actionStatus === 'active' ? 1 : 0,
    snapshot: link(parentOf(world, volume)),
    pool: pool && { id: pool.id, name: pool.spec.name },
    block_volume_group: link(state.volumeGroups.find(({ volumeIds }) => volumeIds.includes(volume.id))),
    access_path: link(path),
    client_group_num:
      world.switches().clientGroupNum === 'live'
        ? new Set(groups.map((group) => group.clientGroupId)).size
        : undefined,
    block_snapshot_num: snapshotsOf(world, volume.id).length,
    flattened: volume.flattened,
    hidden: false,
    passive: false,
    recycled: volume.recycled,
    trash_resource: trashed && { id: trashed.id, resource_id: volume.id, resource_type: 'block_volume' },
  });
}

/** Rows being removed count: access is not gone before it is fenced. */
export function mappingGroupsOf(world: World, volumeId: number) {
  const rows = world.state.luns.where((lun) => lun.volumeId === volumeId);
  return rows.flatMap((lun) => world.state.mappingGroups.get(lun.mappingGroupId) ?? []);
}
