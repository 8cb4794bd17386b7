import { ApiFault } from '../http/api-fault.js';
import type { Call, Reply } from '../http/call.js';
import { insertVipGroup } from '../state/insert-vips.js';
import type { VipGroup } from '../state/records.js';
import type { World } from '../world.js';
import { demandAccessPath } from './demand.js';
import { listReply } from './list-reply.js';
import type { Routes } from './route.js';
import { demandNewVip } from './vip-demand.js';
import { renderVipGroup } from './vip-view.js';

export const vipGroupRoutes: Routes = {
  'GET /vip-groups/': list,
  'POST /vip-groups/': create,
  'GET /vip-groups/{id}': (world, call) => show(world, demandVipGroup(world, call.id), 200),
  'PATCH /vip-groups/{id}': update,
  'DELETE /vip-groups/{id}': destroy,
  'POST /vip-groups/{id}:redeploy': (world, call) => show(world, demandVipGroup(world, call.id), 202),
};

function show(world: World, group: VipGroup, status: number): Reply {
  return { status, body: { vip_group: renderVipGroup(world, group) } };
}

/** Groups of other kinds of resource do not exist here, so another word lists nothing. */
function list(world: World, call: Call): Reply {
  const word = call.query.text('resource_type');
  const resource = call.query.int('resource_id');
  const rows = world.state.vipGroups.where(
    (group) =>
      (word ?? world.switches().vipResourceType) === world.switches().vipResourceType &&
      (resource ?? group.accessPathId) === group.accessPathId,
  );
  return listReply(world, call, { key: 'vip_groups', rows, render: (row) => renderVipGroup(world, row) });
}

function create(world: World, call: Call): Reply {
  const asked = call.body.inner('vip_group');
  const { vipResourceType } = world.switches();
  if (asked.text('resource_type') !== vipResourceType) {
    throw new ApiFault(400, `resource_type must be ${vipResourceType}`);
  }
  const path = demandAccessPath(world, asked.int('resource_id') ?? 0, 400);
  const vips = (asked.list('vips') ?? []).map((vip) => demandNewVip(world, path.id, vip));
  if (vips.length === 0) throw new ApiFault(400, 'vips must name at least one');
  const network = asked.text('network') ?? '';
  const given = { accessPathId: path.id, preempt: asked.flag('preempt') ?? false, network, vips };
  const now = world.clock.now();
  const group = insertVipGroup(world.state, given, { createdAt: now, updatedAt: now });
  world.exporter.touch();
  world.vips.poke();
  return show(world, group, 202);
}

/** `preempt` only. */
function update(world: World, call: Call): Reply {
  const group = demandVipGroup(world, call.id);
  group.preempt = call.body.inner('vip_group').flag('preempt') ?? group.preempt;
  group.updatedAt = world.clock.now();
  return show(world, group, 202);
}

function destroy(world: World, call: Call): Reply {
  const { state, exporter } = world;
  const group = demandVipGroup(world, call.id);
  const reply = show(world, group, 202);
  for (const vip of state.vips.where((row) => row.vipGroupId === group.id)) state.vips.delete(vip.id);
  state.vipGroups.delete(group.id);
  exporter.touch();
  return reply;
}

export function demandVipGroup(world: World, id: number): VipGroup {
  const group = world.state.vipGroups.get(id);
  if (!group) throw new ApiFault(404, `vip group ${id} not found`);
  return group;
}
