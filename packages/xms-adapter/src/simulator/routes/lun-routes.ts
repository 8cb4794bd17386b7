import { ApiFault } from '../http/api-fault.js';
import type { Call, Reply } from '../http/call.js';
import type { Lun } from '../state/records.js';
import type { World } from '../world.js';
import { listReply } from './list-reply.js';
import { compact, link, stamp } from './render.js';
import type { Routes } from './route.js';

export const lunRoutes: Routes = {
  'GET /luns/': list,
  'GET /luns/{id}': (world, call) => {
    const lun = world.state.luns.get(call.id);
    if (!lun) throw new ApiFault(404, `lun ${call.id} not found`);
    return { status: 200, body: { lun: render(world, lun) } };
  },
};

function list(world: World, call: Call): Reply {
  const group = call.query.int('mapping_group_id');
  const rows = world.state.luns.where((lun) => (group ?? lun.mappingGroupId) === lun.mappingGroupId);
  return listReply(world, call, { key: 'luns', rows, render: (lun) => render(world, lun) });
}

function render(world: World, lun: Lun): Record<string, unknown> {
  const volume = link(world.state.volumes.get(lun.volumeId));
  return compact({ id: lun.id, lun_id: lun.lunId, create: stamp(lun.createdAt), volume });
}
