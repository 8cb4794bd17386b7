import type { Client, ClientGroup } from '../state/records.js';
import type { World } from '../world.js';
import { compact, link, times, word } from './render.js';

export function renderClientGroup(world: World, group: ClientGroup): Record<string, unknown> {
  const { state } = world;
  const clients = state.clients.where((client) => client.clientGroupId === group.id);
  const mappings = state.mappingGroups.where((mapping) => mapping.clientGroupId === group.id);
  const ids = new Set(mappings.map((mapping) => mapping.id));
  return {
    ...times(group),
    id: group.id,
    name: group.name,
    description: group.description,
    type: group.type,
    status: word(world, group.status),
    chap: group.chap,
    iname: group.iname,
    isecret: group.isecret,
    client_num: clients.length,
    clients: clients.map((client) => renderClient(world, client)),
    access_path_num: new Set(mappings.map((mapping) => mapping.accessPathId)).size,
    block_volume_num: state.luns.where((lun) => ids.has(lun.mappingGroupId)).length,
  };
}

export function renderClient(world: World, client: Client): Record<string, unknown> {
  return compact({
    ...times(client),
    id: client.id,
    code: client.code,
    status: word(world, 'active'),
    client_group: link(world.state.clientGroups.get(client.clientGroupId)),
  });
}
