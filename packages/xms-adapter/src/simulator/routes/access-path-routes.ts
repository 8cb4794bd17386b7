import { ApiFault } from '../http/api-fault.js';
import type { Call, Reply } from '../http/call.js';
import type { AccessPath } from '../state/records.js';
import type { World } from '../world.js';
import { renderAccessPath } from './access-path-view.js';
import { createAccessPath } from './create-access-path.js';
import { acceptedOrDone, demandAccessPath, demandName } from './demand.js';
import { listReply } from './list-reply.js';
import type { Routes } from './route.js';

export const accessPathRoutes: Routes = {
  'GET /access-paths/': list,
  'POST /access-paths/': create,
  'GET /access-paths/{id}': (world, call) =>
    show(world, demandAccessPath(world, call.id, world.switches().missingGroup), 200),
  'PATCH /access-paths/{id}': update,
  'DELETE /access-paths/{id}': destroy,
};

/** The status of a path follows its gateways, so the monitors are asked first. */
async function show(world: World, path: AccessPath, status: number): Promise<Reply> {
  await world.health.read(new AbortController().signal);
  const body = { access_path: renderAccessPath(world, path) };
  if (status === 200) world.jobs.observe('access-path', path.id);
  return { status, body };
}

async function list(world: World, call: Call): Promise<Reply> {
  await world.health.read(new AbortController().signal);
  const clients = call.query.int('client_group_id');
  const mappings = world.state.mappingGroups.where((group) => group.clientGroupId === clients);
  const used = mappings.map((group) => group.accessPathId);
  const rows = world.state.accessPaths.where((path) => clients === undefined || used.includes(path.id));
  const render = (path: AccessPath): Record<string, unknown> => renderAccessPath(world, path);
  const reply = listReply(world, call, { key: 'access_paths', rows, render, text: (path) => path.name });
  for (const path of rows) world.jobs.observe('access-path', path.id);
  return reply;
}

async function create(world: World, call: Call): Promise<Reply> {
  const { path, settled } = createAccessPath(world, call.body.inner('access_path'));
  return show(world, path, await acceptedOrDone(world, settled));
}

/** Name, description and CHAP only: neither the type nor the hosts can be changed. */
async function update(world: World, call: Call): Promise<Reply> {
  const path = demandAccessPath(world, call.id, 404);
  const asked = call.body.inner('access_path');
  const name = asked.text('name');
  if (name !== undefined && name !== path.name) {
    if (world.state.accessPaths.find((other) => other.name === name)) {
      throw new ApiFault(world.switches().duplicateName, `access path name ${name} is in use`);
    }
    path.name = demandName(name);
  }
  path.description = asked.text('description') ?? path.description;
  path.chap = asked.flag('chap') ?? path.chap;
  path.tname = asked.text('tname') ?? path.tname;
  path.tsecret = asked.text('tsecret') ?? path.tsecret;
  path.updatedAt = world.clock.now();
  return show(world, path, world.switches().accepted);
}

/** Refused while it has mapping groups or VIP groups; there is no force. */
async function destroy(world: World, call: Call): Promise<Reply> {
  const path = demandAccessPath(world, call.id, 404);
  if (world.state.mappingGroups.find((group) => group.accessPathId === path.id)) {
    throw new ApiFault(400, `access path ${path.name} has mapping groups`);
  }
  if (world.state.vipGroups.find((group) => group.accessPathId === path.id)) {
    throw new ApiFault(400, `access path ${path.name} has VIP groups`);
  }
  path.status = 'deleting';
  void world.jobs.start({
    kind: 'access-path',
    id: path.id,
    work: () => Promise.resolve(),
    settle: () => {
      for (const target of world.state.targets.where((row) => row.accessPathId === path.id)) {
        world.state.targets.delete(target.id);
      }
      world.state.accessPaths.delete(path.id);
      world.exporter.touch();
    },
  });
  return show(world, path, 202);
}
