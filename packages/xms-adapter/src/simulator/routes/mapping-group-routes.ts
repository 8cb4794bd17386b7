import { ApiFault } from '../http/api-fault.js';
import type { Call, Reply } from '../http/call.js';
import type { MappingGroup } from '../state/records.js';
import type { World } from '../world.js';
import { addLuns, refuseUnmappable } from './add-luns.js';
import { createMappingGroup } from './create-mapping-group.js';
import { acceptedOrDone, demandMappingGroup } from './demand.js';
import { listReply } from './list-reply.js';
import { renderMappingGroup } from './mapping-group-view.js';
import { refuseRemovalInUse } from './refuse-removal-in-use.js';
import { removeLuns } from './remove-luns.js';
import type { Routes } from './route.js';

export const mappingGroupRoutes: Routes = {
  'GET /mapping-groups/': list,
  'POST /mapping-groups/': create,
  'GET /mapping-groups/{id}': (world, call) =>
    show(world, demandMappingGroup(world, call.id, world.switches().missingGroup)),
  'PATCH /mapping-groups/{id}': replaceVolumes,
  'DELETE /mapping-groups/{id}': destroy,
  'POST /mapping-groups/{id}/block-volumes': addVolumes,
  'DELETE /mapping-groups/{id}/block-volumes': removeVolumes,
};

function show(world: World, group: MappingGroup, status = 200): Reply {
  const body = { mapping_group: renderMappingGroup(world, group) };
  if (status === 200) world.jobs.observe('mapping-group', group.id);
  return { status, body };
}

function list(world: World, call: Call): Reply {
  const path = call.query.int('access_path_id');
  const clients = call.query.int('client_group_id');
  const rows = world.state.mappingGroups.where(
    (group) =>
      (path ?? group.accessPathId) === group.accessPathId &&
      (clients ?? group.clientGroupId) === group.clientGroupId,
  );
  const render = (group: MappingGroup): Record<string, unknown> => renderMappingGroup(world, group);
  const reply = listReply(world, call, { key: 'mapping_groups', rows, render });
  for (const group of rows) world.jobs.observe('mapping-group', group.id);
  return reply;
}

async function create(world: World, call: Call): Promise<Reply> {
  const { group, settled } = createMappingGroup(world, call.body.inner('mapping_group'));
  return show(world, group, await acceptedOrDone(world, settled));
}

async function addVolumes(world: World, call: Call): Promise<Reply> {
  const group = demandUndeleted(world, call.id);
  const volumeIds = call.body.ints('block_volume_ids') ?? [];
  refuseUnmappable(world, group, volumeIds);
  return show(world, group, await acceptedOrDone(world, addLuns(world, group, volumeIds)));
}

async function removeVolumes(world: World, call: Call): Promise<Reply> {
  const group = demandUndeleted(world, call.id);
  const volumeIds = call.body.ints('block_volume_ids') ?? [];
  const mapped = world.state.luns.where((lun) => lun.mappingGroupId === group.id).map((lun) => lun.volumeId);
  const absent = volumeIds.find((id) => !mapped.includes(id));
  if (absent !== undefined)
    throw new ApiFault(400, `block volume ${absent} is not in mapping group ${group.id}`);
  await refuseRemovalInUse(world, call, group);
  void removeLuns(world, group, volumeIds);
  return show(world, group, 202);
}

/** The list given becomes the whole list: what another client added in between is taken away. */
async function replaceVolumes(world: World, call: Call): Promise<Reply> {
  const group = demandUndeleted(world, call.id);
  const wanted = call.body.inner('mapping_group').ints('block_volume_ids') ?? [];
  const mapped = world.state.luns.where((lun) => lun.mappingGroupId === group.id).map((lun) => lun.volumeId);
  const added = wanted.filter((id) => !mapped.includes(id));
  refuseUnmappable(world, group, added);
  const settled = Promise.all([
    addLuns(world, group, added),
    removeLuns(
      world,
      group,
      mapped.filter((id) => !wanted.includes(id)),
    ),
  ]);
  return show(
    world,
    group,
    await acceptedOrDone(
      world,
      settled.then(() => undefined),
    ),
  );
}

async function destroy(world: World, call: Call): Promise<Reply> {
  const group = demandUndeleted(world, call.id);
  await refuseRemovalInUse(world, call, group);
  deleteMappingGroup(world, group);
  return show(world, group, 202);
}

/** The initiator keeps its access to the gateways until the volumes are fenced, then loses that too. */
function deleteMappingGroup(world: World, group: MappingGroup): void {
  const volumeIds = world.state.luns
    .where((lun) => lun.mappingGroupId === group.id)
    .map((lun) => lun.volumeId);
  group.status = 'deleting';
  void removeLuns(world, group, volumeIds).then(() => {
    world.state.mappingGroups.delete(group.id);
    world.exporter.touch();
  });
}

function demandUndeleted(world: World, id: number): MappingGroup {
  const group = demandMappingGroup(world, id, 404);
  if (group.status === 'deleting') throw new ApiFault(400, `mapping group ${id} is being deleted`);
  return group;
}
