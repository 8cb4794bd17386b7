import { gatewaysOfPath } from '../export/desired-exports.js';
import type { MappingGroup } from '../state/records.js';
import type { World } from '../world.js';
import { compact, link, times, word } from './render.js';

export function renderMappingGroup(world: World, group: MappingGroup): Record<string, unknown> {
  return compact({
    ...times(group),
    id: group.id,
    access_path: link(world.state.accessPaths.get(group.accessPathId)),
    client_group: link(world.state.clientGroups.get(group.clientGroupId)),
    status: word(world, group.status),
  });
}

export function gatewaysOfGroup(world: World, group: MappingGroup): string[] {
  return gatewaysOfPath(world.state, group.accessPathId);
}
