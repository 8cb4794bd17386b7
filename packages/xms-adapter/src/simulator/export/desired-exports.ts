import type { FloatingTarget, GatewayExports, InitiatorAccess } from '../data-plane.js';
import type { ArrayState } from '../state/array-state.js';
import type { MappingGroup } from '../state/records.js';
import { gatewayOf, portalOf, vipsOfPath } from '../state/vip-holders.js';
import { gatewaysOf, type Topology } from '../topology/topology.js';

/**
 * What one gateway has to export for the tables to be true. An initiator keeps its (perhaps empty) entry as
 * long as its mapping group lives, so that taking a volume away never also cuts its sessions to others.
 */
export function desiredExports(state: ArrayState, topology: Topology, gateway: string): GatewayExports {
  const host = gatewaysOf(topology).find((candidate) => candidate.name === gateway);
  if (!host) throw new Error(`no gateway is called ${gateway}`);
  const hostId = state.hosts.find((row) => row.spec.name === gateway)?.id;
  const targets = state.targets.where((row) => row.hostId === hostId && row.status !== 'deleting');
  const paths = [...new Set(targets.map((row) => row.accessPathId))];
  const floats = (path: number): boolean => vipsOfPath(state, path).length > 0;
  const floating = paths.filter(floats).map((path) => floatingTarget(state, path, gateway));
  return {
    targetIqn: host.gateway.iqn,
    portal: `${host.gateway.ip}:${host.gateway.port}`,
    initiators: initiatorsOf(
      state,
      paths.filter((path) => !floats(path)),
    ),
    ...(floating.length === 0 ? {} : { floating }),
  };
}

/** A path with VIPs is exported under its own IQN, and through the VIPs alone. */
function floatingTarget(state: ArrayState, accessPathId: number, gateway: string): FloatingTarget {
  const vips = vipsOfPath(state, accessPathId);
  const held = vips.filter((vip) => vip.held && gatewayOf(state, vip.currentInstanceId) === gateway);
  return {
    targetIqn: state.accessPaths.get(accessPathId)?.iqn ?? '',
    portals: vips.map(portalOf),
    held: held.map(portalOf),
    initiators: initiatorsOf(state, [accessPathId]),
  };
}

function initiatorsOf(state: ArrayState, paths: readonly number[]): readonly InitiatorAccess[] {
  const groups = state.mappingGroups.where((group) => paths.includes(group.accessPathId));
  return mergeByIqn(groups.flatMap((group) => accessOf(state, group)));
}

/** The gateways that carry an access path. */
export function gatewaysOfPath(state: ArrayState, accessPathId: number): string[] {
  const targets = state.targets.where((row) => row.accessPathId === accessPathId);
  return targets.flatMap((target) => state.hosts.get(target.hostId)?.spec.name ?? []);
}

function accessOf(state: ArrayState, group: MappingGroup): InitiatorAccess[] {
  const rows = state.luns.where((row) => row.mappingGroupId === group.id && row.state === 'mapped');
  const luns = rows.map((row) => ({ lun: row.lunId, volumeId: row.volumeId }));
  const clients = state.clients.where((client) => client.clientGroupId === group.clientGroupId);
  return clients.map((client) => ({ iqn: client.code, luns }));
}

function mergeByIqn(entries: readonly InitiatorAccess[]): InitiatorAccess[] {
  const merged = new Map<string, InitiatorAccess>();
  for (const { iqn, luns } of entries) {
    merged.set(iqn, { iqn, luns: [...(merged.get(iqn)?.luns ?? []), ...luns] });
  }
  return [...merged.values()];
}
