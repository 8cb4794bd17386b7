import { ApiFault } from '../http/api-fault.js';
import type { Call, Reply } from '../http/call.js';
import type { World } from '../world.js';
import { listReply } from './list-reply.js';
import type { Routes } from './route.js';
import { renderVipInstance } from './vip-view.js';

export const vipInstanceRoutes: Routes = {
  'GET /vip-instances/': list,
  'GET /vip-instances/{id}': (world, call) => {
    const instance = world.state.vipInstances.get(call.id);
    if (!instance) throw new ApiFault(404, `vip instance ${call.id} not found`);
    return { status: 200, body: { vip_instance: renderVipInstance(world, instance) } };
  },
};

function list(world: World, call: Call): Reply {
  const vip = call.query.int('vip_id');
  const rows = world.state.vipInstances.where((instance) => (vip ?? instance.vipId) === instance.vipId);
  return listReply(world, call, {
    key: 'vip_instances',
    rows,
    render: (row) => renderVipInstance(world, row),
  });
}
