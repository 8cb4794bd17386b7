import { ApiFault } from '../http/api-fault.js';
import type { Call, Reply } from '../http/call.js';
import { insertVip } from '../state/insert-vips.js';
import type { Vip } from '../state/records.js';
import type { World } from '../world.js';
import { listReply } from './list-reply.js';
import type { Routes } from './route.js';
import { demandNewVip } from './vip-demand.js';
import { demandVipGroup } from './vip-group-routes.js';
import { renderVip } from './vip-view.js';

export const vipRoutes: Routes = {
  'GET /vips/': list,
  'POST /vips/': create,
  'GET /vips/{id}': (world, call) => show(world, demandVip(world, call.id), 200),
  // The API declares no body for it, so there is nothing that it could change.
  'PATCH /vips/{id}': (world, call) => show(world, demandVip(world, call.id), 200),
  'DELETE /vips/{id}': destroy,
};

function show(world: World, vip: Vip, status: number): Reply {
  return { status, body: { vip: renderVip(world, vip) } };
}

function list(world: World, call: Call): Reply {
  const group = call.query.int('vip_group_id');
  const rows = world.state.vips.where((vip) => (group ?? vip.vipGroupId) === vip.vipGroupId);
  return listReply(world, call, { key: 'vips', rows, render: (row) => renderVip(world, row) });
}

function create(world: World, call: Call): Reply {
  const asked = call.body.inner('vip');
  const group = world.state.vipGroups.get(asked.int('vip_group_id') ?? 0);
  if (!group) throw new ApiFault(400, `vip group ${asked.int('vip_group_id') ?? 0} not found`);
  const now = world.clock.now();
  const given = demandNewVip(world, group.accessPathId, asked);
  const vip = insertVip(world.state, group, given, { createdAt: now, updatedAt: now });
  world.exporter.touch();
  world.vips.poke();
  return show(world, vip, 202);
}

/** The last one goes with its group. */
function destroy(world: World, call: Call): Reply {
  const { state, exporter } = world;
  const vip = demandVip(world, call.id);
  const group = demandVipGroup(world, vip.vipGroupId);
  if (state.vips.where((row) => row.vipGroupId === group.id).length === 1) {
    throw new ApiFault(409, `${vip.ip} is the last VIP of ${group.name}; delete the group`);
  }
  const reply = show(world, vip, 202);
  state.vips.delete(vip.id);
  exporter.touch();
  return reply;
}

function demandVip(world: World, id: number): Vip {
  const vip = world.state.vips.get(id);
  if (!vip) throw new ApiFault(404, `vip ${id} not found`);
  return vip;
}
