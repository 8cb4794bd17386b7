import { gatewaysOfPath } from '../export/desired-exports.js';
import type { MappingGroup } from '../state/records.js';
import type { World } from '../world.js';

/**
 * Takes volumes out of a mapping group. Resolves when the access is fenced on every gateway (never, while one
 * is silent and the monitors' majority still calls it alive); until then the rows stay, marked `removing`.
 */
export function removeLuns(world: World, group: MappingGroup, volumeIds: readonly number[]): Promise<void> {
  const { state, exporter } = world;
  const rows = state.luns.where((lun) => lun.mappingGroupId === group.id && volumeIds.includes(lun.volumeId));
  for (const lun of rows) lun.state = 'removing';
  const clients = state.clients.where((client) => client.clientGroupId === group.clientGroupId);
  const initiators = clients.map((client) => client.code);
  const gateways = gatewaysOfPath(state, group.accessPathId);
  if (group.status !== 'deleting') group.status = 'updating';
  return world.jobs.start({
    kind: 'mapping-group',
    id: group.id,
    work: (signal) => exporter.fenced(gateways, initiators, signal),
    settle: (outcome) => {
      if (outcome === 'done') for (const lun of rows) state.luns.delete(lun.id);
      settleGroup(world, group, outcome);
    },
  });
}

/** The group is active again when its last running change has settled. */
export function settleGroup(world: World, group: MappingGroup, outcome: 'done' | 'error'): void {
  group.updatedAt = world.clock.now();
  if (group.status === 'deleting') return;
  if (outcome === 'error') group.status = 'error';
  else if (!world.jobs.busy('mapping-group', group.id)) group.status = 'active';
}
