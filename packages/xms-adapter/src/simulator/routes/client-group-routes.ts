import { ApiFault } from '../http/api-fault.js';
import type { Body, Call, Reply } from '../http/call.js';
import type { ClientGroup } from '../state/records.js';
import type { World } from '../world.js';
import { renderClient, renderClientGroup } from './client-group-view.js';
import { demandClientGroup, demandName } from './demand.js';
import { listReply } from './list-reply.js';
import type { Routes } from './route.js';

export const clientGroupRoutes: Routes = {
  'GET /client-groups/': list,
  'POST /client-groups/': create,
  'GET /client-groups/{id}': (world, call) => show(world, demandClientGroup(world, call.id), 200),
  'PATCH /client-groups/{id}': update,
  'DELETE /client-groups/{id}': destroy,
  'GET /clients/': listClients,
  'GET /clients/{id}': (world, call) => {
    const client = world.state.clients.get(call.id);
    if (!client) throw new ApiFault(404, `client ${call.id} not found`);
    return { status: 200, body: { client: renderClient(world, client) } };
  },
};

function show(world: World, group: ClientGroup, status: number): Reply {
  return { status, body: { client_group: renderClientGroup(world, group) } };
}

function list(world: World, call: Call): Reply {
  const volumeId = call.query.int('block_volume_id');
  const using = world.state.luns.where((lun) => lun.volumeId === volumeId).map((lun) => lun.mappingGroupId);
  const groups = using.flatMap((id) => world.state.mappingGroups.get(id)?.clientGroupId ?? []);
  const rows = world.state.clientGroups.where((group) => volumeId === undefined || groups.includes(group.id));
  const render = (group: ClientGroup): Record<string, unknown> => renderClientGroup(world, group);
  return listReply(world, call, { key: 'client_groups', rows, render, text: (group) => group.name });
}

function listClients(world: World, call: Call): Reply {
  const group = call.query.int('client_group_id');
  const rows = world.state.clients.where(
    (client) => (group ?? client.clientGroupId) === client.clientGroupId,
  );
  return listReply(world, call, {
    key: 'clients',
    rows,
    render: (client) => renderClient(world, client),
    text: (client) => client.code,
  });
}

function create(world: World, call: Call): Reply {
  const asked = call.body.inner('client_group');
  const name = demandName(asked.text('name'));
  if (world.state.clientGroups.find((group) => group.name === name)) {
    throw new ApiFault(world.switches().duplicateName, `client group name ${name} is in use`);
  }
  const codes = codesOf(asked);
  refuseTakenCodes(world, codes, undefined);
  const now = world.clock.now();
  const group = world.state.clientGroups.insert((id) => ({
    id,
    createdAt: now,
    updatedAt: now,
    name,
    description: asked.text('description') ?? '',
    type: asked.text('type') ?? 'iSCSI',
    status: 'active',
    chap: asked.flag('chap') ?? false,
    iname: asked.text('iname') ?? '',
    isecret: asked.text('isecret') ?? '',
  }));
  for (const code of codes) addClient(world, group, code);
  return show(world, group, 201);
}

/** `clients` replaces the whole list; what another client added in between is gone. */
function update(world: World, call: Call): Reply {
  const group = demandClientGroup(world, call.id);
  const asked = call.body.inner('client_group');
  group.name = asked.text('name') ?? group.name;
  group.description = asked.text('description') ?? group.description;
  group.updatedAt = world.clock.now();
  if (asked.has('clients')) replaceClients(world, group, codesOf(asked));
  return show(world, group, 201);
}

function destroy(world: World, call: Call): Reply {
  const group = demandClientGroup(world, call.id);
  if (world.state.mappingGroups.find((mapping) => mapping.clientGroupId === group.id)) {
    throw new ApiFault(400, `client group ${group.name} has mapping groups`);
  }
  for (const client of world.state.clients.where((row) => row.clientGroupId === group.id)) {
    world.state.clients.delete(client.id);
  }
  world.state.clientGroups.delete(group.id);
  return { status: 204 };
}

function replaceClients(world: World, group: ClientGroup, codes: readonly string[]): void {
  refuseTakenCodes(world, codes, group.id);
  const present = world.state.clients.where((client) => client.clientGroupId === group.id);
  for (const client of present) if (!codes.includes(client.code)) world.state.clients.delete(client.id);
  const known = new Set(present.map((client) => client.code));
  for (const code of codes) if (!known.has(code)) addClient(world, group, code);
  world.exporter.touch();
}

function addClient(world: World, group: ClientGroup, code: string): void {
  const now = world.clock.now();
  world.state.clients.insert((id) => ({ id, createdAt: now, updatedAt: now, clientGroupId: group.id, code }));
}

function codesOf(asked: Body): string[] {
  const codes = (asked.list('clients') ?? []).map((client) => client.text('code') ?? '');
  if (codes.includes('')) throw new ApiFault(400, 'every client needs a code');
  if (new Set(codes).size !== codes.length) throw new ApiFault(400, 'a code is listed twice');
  return codes;
}

function refuseTakenCodes(world: World, codes: readonly string[], own: number | undefined): void {
  const taken = world.state.clients.find(
    (client) => codes.includes(client.code) && client.clientGroupId !== own,
  );
  if (taken)
    throw new ApiFault(400, `client code ${taken.code} belongs to client group ${taken.clientGroupId}`);
}
