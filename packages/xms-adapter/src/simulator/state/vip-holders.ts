import type { ArrayState } from './array-state.js';
import type { Vip } from './records.js';

/** The gateways that may hold a VIP, by host name, the preferred one first; not one whose target is on its way out. */
export function candidatesOf(state: ArrayState, vip: Vip): string[] {
  const instances = state.vipInstances.where((row) => row.vipId === vip.id);
  const sorted = instances.sort((left, right) => right.priority - left.priority);
  const leaving = leavingGateways(state, state.vipGroups.get(vip.vipGroupId)?.accessPathId ?? 0);
  return sorted.flatMap((row) => gatewayOf(state, row.id) ?? []).filter((name) => !leaving.includes(name));
}

function leavingGateways(state: ArrayState, accessPathId: number): string[] {
  const targets = state.targets.where(
    (row) => row.accessPathId === accessPathId && row.status === 'deleting',
  );
  return targets.flatMap((target) => state.hosts.get(target.hostId)?.spec.name ?? []);
}

export const gatewayOf = (state: ArrayState, instanceId: number | undefined): string | undefined => {
  const addressId = state.vipInstances.get(instanceId ?? 0)?.networkAddressId ?? 0;
  return state.hosts.get(state.networkAddresses.get(addressId)?.hostId ?? 0)?.spec.name;
};

export function instanceAt(state: ArrayState, vip: Vip, gateway: string): number | undefined {
  const instances = state.vipInstances.where((row) => row.vipId === vip.id);
  return instances.find((row) => gatewayOf(state, row.id) === gateway)?.id;
}

export const portalOf = (vip: Vip): string => `${vip.ip}:${vip.port}`;

export function vipsOfPath(state: ArrayState, accessPathId: number): Vip[] {
  const groups = state.vipGroups.where((group) => group.accessPathId === accessPathId);
  const ids = new Set(groups.map((group) => group.id));
  return state.vips.where((vip) => ids.has(vip.vipGroupId));
}
