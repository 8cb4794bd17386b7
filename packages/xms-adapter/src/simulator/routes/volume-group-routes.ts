import { ApiFault } from '../http/api-fault.js';
import type { Call, Reply } from '../http/call.js';
import type { VolumeGroup } from '../state/group-records.js';
import type { World } from '../world.js';
import { demandName } from './demand.js';
import { listReply } from './list-reply.js';
import { compact, times, word } from './render.js';
import type { Routes } from './route.js';

/** A volume is in one group at most. What happens to a group with snapshots that is deleted is not told: it is refused here. */
export const volumeGroupRoutes: Routes = {
  'GET /block-volume-groups/': (world, call) =>
    listReply(world, call, {
      key: 'block_volume_groups',
      rows: world.state.volumeGroups.all(),
      render: (group: VolumeGroup) => renderVolumeGroup(world, group),
      text: (group) => group.name,
    }),
  'POST /block-volume-groups/': create,
  'DELETE /block-volume-groups/{id}': destroy,
};

export function renderVolumeGroup(world: World, group: VolumeGroup): Record<string, unknown> {
  const snapshots = world.state.groupSnapshots.where(({ volumeGroupId }) => volumeGroupId === group.id);
  return compact({
    ...times(group),
    id: group.id,
    name: group.name,
    description: group.description,
    status: word(world, group.status),
    action_status: word(world, 'active'),
    block_volume_num: group.volumeIds.length,
    block_volume_group_snapshot_num: snapshots.length,
  });
}

function create(world: World, call: Call): Reply {
  const asked = call.body.inner('block_volume_group');
  const name = demandName(asked.text('name'));
  if (world.state.volumeGroups.find((group) => group.name === name))
    throw new ApiFault(world.switches().duplicateName, `volume group name ${name} is in use`);
  const volumeIds = asked.ints('block_volume_ids') ?? [];
  for (const id of volumeIds) refuseUnusable(world, id);
  const now = world.clock.now();
  const row = { createdAt: now, updatedAt: now, name, status: 'active', volumeIds };
  const description = asked.text('description') ?? '';
  const group = world.state.volumeGroups.insert((id) => ({ ...row, id, description }));
  return { status: 200, body: { block_volume_group: renderVolumeGroup(world, group) } };
}

function refuseUnusable(world: World, id: number): void {
  const volume = world.state.volumes.get(id);
  if (!volume || volume.recycled) throw new ApiFault(400, `block volume ${id} is not in use`);
  const group = world.state.volumeGroups.find(({ volumeIds }) => volumeIds.includes(id));
  if (group) throw new ApiFault(400, `block volume ${volume.name} is in volume group ${group.name}`);
}

function destroy(world: World, call: Call): Reply {
  const group = world.state.volumeGroups.get(call.id);
  if (!group) throw new ApiFault(404, `volume group ${call.id} not found`);
  if (world.state.groupSnapshots.find(({ volumeGroupId }) => volumeGroupId === group.id))
    throw new ApiFault(400, `volume group ${group.name} has snapshots`);
  world.state.volumeGroups.delete(group.id);
  return { status: 204 };
}
