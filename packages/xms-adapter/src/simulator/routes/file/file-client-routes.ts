import { ApiFault } from '../../http/api-fault.js';
import type { Call, Reply } from '../../http/call.js';
import type { FsClient, FsClientGroup } from '../../state/records.js';
import type { World } from '../../world.js';
import { demandName } from '../demand.js';
import { listReply } from '../list-reply.js';
import { link, times } from '../render.js';
import type { Routes } from '../route.js';
import { demandRow, taken } from './demand-file.js';

export const fileClientRoutes: Routes = {
  'GET /fs-clients/': list,
  'POST /fs-clients/': create,
  'GET /fs-clients/{id}': (world, call) => {
    const client = demandRow(world.state.fsClients, call.id, 'fs client');
    return { status: 200, body: { fs_client: renderClient(world, client) } };
  },
  'DELETE /fs-clients/{id}': (world, call) => {
    const client = demandRow(world.state.fsClients, call.id, 'fs client');
    if (groupsOf(world, client).length > 0) throw new ApiFault(409, `fs client ${client.name} is in a group`);
    world.state.fsClients.delete(client.id);
    return { status: 204 };
  },
};

const groupsOf = (world: World, { id }: FsClient): FsClientGroup[] =>
  world.state.fsClientGroups.where(({ clientIds }) => clientIds.includes(id));

function list(world: World, call: Call): Reply {
  const group = call.query.int('fs_client_group_id');
  const others = call.query.int('not_fs_client_group_id');
  const rows = world.state.fsClients.where((client) => {
    const groups = groupsOf(world, client).map(({ id }) => id);
    const isIn = group === undefined || groups.includes(group);
    return isIn && (others === undefined || !groups.includes(others));
  });
  const render = (client: FsClient): Record<string, unknown> => renderClient(world, client);
  return listReply(world, call, { key: 'fs_clients', rows, render, text: ({ name, ip }) => `${name} ${ip}` });
}

function create(world: World, call: Call): Reply {
  const asked = call.body.inner('fs_client');
  const name = demandName(asked.text('name'));
  const ip = asked.text('ip') ?? '';
  if (!/^[0-9a-f.:]+(\/\d+)?$/i.test(ip)) throw new ApiFault(400, `ip ${ip} is no address and no subnet`);
  const others = world.state.fsClients.all();
  if (others.some((client) => client.name === name)) throw taken(world, `fs client name ${name} is in use`);
  const isTaken = others.some((client) => client.ip === ip);
  if (isTaken && world.switches().clientAddresses === 'unique')
    throw taken(world, `an fs client with the address ${ip} exists`);
  const now = world.clock.now();
  const client = world.state.fsClients.insert((id) => ({ id, createdAt: now, updatedAt: now, name, ip }));
  return { status: 201, body: { fs_client: renderClient(world, client) } };
}

function renderClient(world: World, client: FsClient): Record<string, unknown> {
  const groups = groupsOf(world, client);
  return {
    ...times(client),
    id: client.id,
    name: client.name,
    ip: client.ip,
    fs_client_group_num: groups.length,
    fs_client_groups: groups.map(link),
  };
}
