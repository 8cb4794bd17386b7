import { ApiFault } from '../../http/api-fault.js';
import type { Call, Reply } from '../../http/call.js';
import type { FsClientGroup } from '../../state/records.js';
import type { World } from '../../world.js';
import { demandName } from '../demand.js';
import { listReply } from '../list-reply.js';
import { link, times, word } from '../render.js';
import type { Routes } from '../route.js';
import { demandRow, namedRow, taken } from './demand-file.js';

export const fileClientGroupRoutes: Routes = {
  'GET /fs-client-groups/': list,
  'POST /fs-client-groups/': create,
  'GET /fs-client-groups/{id}': (world, call) => show(world, demandGroup(world, call.id), 200),
  'DELETE /fs-client-groups/{id}': (world, call) => {
    const group = demandGroup(world, call.id);
    const isUsed = world.state.fsShareAcls
      .all()
      .some(({ who }) => who.type === 'client_group' && who.clientGroupId === group.id);
    if (isUsed) throw new ApiFault(409, `fs client group ${group.name} has ACLs`);
    world.state.fsClientGroups.delete(group.id);
    return { status: 204 };
  },
  'PUT /fs-client-groups/{id}/fs-clients': (world, call) =>
    change(world, call, (before, ids) => [...new Set([...before, ...ids])]),
  'DELETE /fs-client-groups/{id}/fs-clients': (world, call) =>
    change(world, call, (before, ids) => before.filter((id) => !ids.includes(id))),
};

const demandGroup = (world: World, id: number): FsClientGroup =>
  demandRow(world.state.fsClientGroups, id, 'fs client group');

function list(world: World, call: Call): Reply {
  const client = call.query.int('fs_client_id');
  const rows = world.state.fsClientGroups.where(
    ({ clientIds }) => client === undefined || clientIds.includes(client),
  );
  const render = (group: FsClientGroup): Record<string, unknown> => renderGroup(world, group);
  return listReply(world, call, { key: 'fs_client_groups', rows, render, text: ({ name }) => name });
}

function create(world: World, call: Call): Reply {
  const asked = call.body.inner('fs_client_group');
  const name = demandName(asked.text('name'));
  const isTaken = world.state.fsClientGroups.find((group) => group.name === name) !== undefined;
  if (isTaken && world.switches().fileGroupNames === 'unique')
    throw taken(world, `fs client group name ${name} is in use`);
  const clientIds = knownClients(world, asked.ints('fs_client_ids') ?? []);
  const now = world.clock.now();
  const row = { createdAt: now, updatedAt: now, name, clientIds };
  return show(
    world,
    world.state.fsClientGroups.insert((id) => ({ id, ...row })),
    201,
  );
}

/** The gateways are brought in line afterwards, without anybody waiting. */
function change(
  world: World,
  call: Call,
  next: (before: readonly number[], ids: readonly number[]) => readonly number[],
): Reply {
  const group = demandGroup(world, call.id);
  const ids = knownClients(world, call.body.inner('fs_client_group').ints('fs_client_ids') ?? []);
  group.clientIds = next(group.clientIds, ids);
  group.updatedAt = world.clock.now();
  world.files?.exporter.touch();
  return show(world, group, 200);
}

const knownClients = (world: World, ids: readonly number[]): readonly number[] =>
  ids.map((id) => namedRow(world.state.fsClients, id, 'fs client').id);

function show(world: World, group: FsClientGroup, status: number): Reply {
  return { status, body: { fs_client_group: renderGroup(world, group) } };
}

function renderGroup(world: World, group: FsClientGroup): Record<string, unknown> {
  const clients = group.clientIds.flatMap((id) => world.state.fsClients.get(id) ?? []);
  return {
    ...times(group),
    id: group.id,
    name: group.name,
    client_num: clients.length,
    fs_clients: clients.map(link),
    action_status: word(world, 'active'),
  };
}
