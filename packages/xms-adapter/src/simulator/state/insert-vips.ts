import type { ArrayState } from './array-state.js';
import type { NetworkAddress, Vip, VipGroup } from './records.js';

export interface NewVip {
  readonly ip: string;
  /** Default 32. */
  readonly mask?: number | undefined;
  /** Address of the gateway that holds it by default. */
  readonly networkAddressId: number;
}

export interface NewVipGroup {
  readonly accessPathId: number;
  readonly preempt: boolean;
  readonly network: string;
  readonly vips: readonly NewVip[];
}

interface Times {
  readonly createdAt: number;
  updatedAt: number;
}

/** On its way up every VIP is held by nobody; the keeper gives it to a gateway. */
export function insertVipGroup(state: ArrayState, given: NewVipGroup, times: Times): VipGroup {
  const { accessPathId, preempt, network, vips } = given;
  const group = state.vipGroups.insert((id) => {
    return { id, ...times, name: `vip-group-${id}`, network, accessPathId, preempt };
  });
  for (const vip of vips) insertVip(state, group, vip, times);
  return group;
}

/** One instance per gateway of the access path; the default one has the highest priority. */
export function insertVip(state: ArrayState, group: VipGroup, given: NewVip, times: Times): Vip {
  const addresses = gatewayAddressesOf(state, group.accessPathId);
  const port = hostOf(state, given.networkAddressId)?.spec.gateway?.port ?? 3260;
  const vip = state.vips.insert((id) => ({
    id,
    ...times,
    vipGroupId: group.id,
    ip: given.ip,
    mask: given.mask ?? 32,
    port,
    defaultInstanceId: undefined,
    currentInstanceId: undefined,
    held: false,
  }));
  for (const [index, address] of addresses.entries()) {
    const isDefault = address.id === given.networkAddressId;
    const priority = isDefault ? 100 : 90 - index;
    const instance = state.vipInstances.insert((id) => {
      return { id, ...times, vipId: vip.id, networkAddressId: address.id, priority };
    });
    if (isDefault) vip.defaultInstanceId = instance.id;
  }
  return vip;
}

export function gatewayAddressesOf(state: ArrayState, accessPathId: number): NetworkAddress[] {
  const targets = state.targets.where((target) => target.accessPathId === accessPathId);
  return targets.flatMap((target) => gatewayAddressOf(state, target.hostId) ?? []);
}

export const gatewayAddressOf = (state: ArrayState, hostId: number): NetworkAddress | undefined =>
  state.networkAddresses.find((row) => row.hostId === hostId && row.purpose === 'gateway');

const hostOf = (state: ArrayState, addressId: number) =>
  state.hosts.get(state.networkAddresses.get(addressId)?.hostId ?? 0);
