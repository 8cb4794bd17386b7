import { ApiFault } from '../http/api-fault.js';
import type { Call, Reply } from '../http/call.js';
import type { Target } from '../state/records.js';
import { dismissFromVips } from '../state/vip-instances.js';
import type { World } from '../world.js';
import { renderTarget } from './access-path-view.js';
import { addTarget, refuseNoGateway } from './add-target.js';
import { demandAccessPath } from './demand.js';
import { listReply } from './list-reply.js';
import type { Routes } from './route.js';

/** There is no GET of one target. */
export const targetRoutes: Routes = {
  'GET /targets/': list,
  'POST /targets/': create,
  'DELETE /targets/{id}': destroy,
};

async function list(world: World, call: Call): Promise<Reply> {
  await world.health.read(new AbortController().signal);
  const host = call.query.int('host_id');
  const path = call.query.int('access_path_id');
  const rows = world.state.targets.where(
    (target) =>
      (host ?? target.hostId) === target.hostId && (path ?? target.accessPathId) === target.accessPathId,
  );
  const text = (target: Target): string => world.state.hosts.get(target.hostId)?.spec.gateway?.iqn ?? '';
  const reply = listReply(world, call, {
    key: 'targets',
    rows,
    render: (row) => renderTarget(world, row),
    text,
  });
  for (const target of rows) world.jobs.observe('target', target.id);
  return reply;
}

function create(world: World, call: Call): Reply {
  const asked = call.body.inner('target');
  const path = demandAccessPath(world, asked.int('access_path_id') ?? 0, 404);
  const hostId = asked.int('host_id') ?? 0;
  refuseNoGateway(world, hostId);
  if (world.state.targets.find((target) => target.accessPathId === path.id && target.hostId === hostId)) {
    throw new ApiFault(409, `access path ${path.name} has a target on host ${hostId} already`);
  }
  return { status: 202, body: { target: renderTarget(world, addTarget(world, path.id, hostId)) } };
}

/** What was exported there only through this path is fenced before the target is gone. */
function destroy(world: World, call: Call): Reply {
  const target = world.state.targets.get(call.id);
  if (!target) throw new ApiFault(404, `target ${call.id} not found`);
  const { state, exporter } = world;
  const used = state.mappingGroups.where((group) => group.accessPathId === target.accessPathId);
  if (used.length > 0 && call.query.flag('force') !== true) {
    throw new ApiFault(409, `target ${target.id} carries mapping groups; use force`);
  }
  const groups = new Set(used.map((group) => group.clientGroupId));
  const initiators = state.clients
    .where((client) => groups.has(client.clientGroupId))
    .map((client) => client.code);
  const gateway = state.hosts.get(target.hostId)?.spec.name ?? '';
  target.status = 'deleting';
  world.vips.poke();
  void world.jobs.start({
    kind: 'target',
    id: target.id,
    work: (signal) => exporter.fenced([gateway], initiators, signal),
    settle: () => {
      state.targets.delete(target.id);
      dismissFromVips(state, target.accessPathId, target.hostId);
    },
  });
  return { status: 202, body: { target: renderTarget(world, target) } };
}
