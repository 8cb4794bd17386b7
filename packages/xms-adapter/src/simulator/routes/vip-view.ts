import type { Vip, VipGroup, VipInstance } from '../state/records.js';
import type { World } from '../world.js';
import { compact, times, word } from './render.js';

export function renderVipGroup(world: World, group: VipGroup): Record<string, unknown> {
  return {
    ...times(group),
    ...groupLink(world, group),
    preempt: group.preempt,
    status: word(world, 'active'),
    action_status: word(world, 'active'),
  };
}

/** A VIP on its way still shows its last holder, as a manager does that has not heard of the move. */
export function renderVip(world: World, vip: Vip): Record<string, unknown> {
  const group = world.state.vipGroups.get(vip.vipGroupId);
  const current = vip.currentInstanceId;
  const byDefault = vip.defaultInstanceId;
  return compact({
    ...times(vip),
    id: vip.id,
    ip: vip.ip,
    mask: vip.mask,
    mac_address: `00:00:5e:00:01:${vip.id.toString(16).padStart(2, '0')}`,
    virtual_router_id: vip.id,
    vip_group: group && groupLink(world, group),
    current_vip_instance: current === undefined ? undefined : { id: current },
    default_vip_instance: byDefault === undefined ? undefined : { id: byDefault },
    status: word(world, vip.held ? 'active' : 'error'),
    action_status: word(world, 'active'),
  });
}

export function renderVipInstance(world: World, instance: VipInstance): Record<string, unknown> {
  const { state } = world;
  const vip = state.vips.get(instance.vipId);
  const address = state.networkAddresses.get(instance.networkAddressId);
  const holds = vip?.held === true && vip.currentInstanceId === instance.id;
  return compact({
    ...times(instance),
    id: instance.id,
    priority: instance.priority,
    network_address: address && { id: address.id, ip: address.ip, mask: 24 },
    vip: vip && { id: vip.id, ip: vip.ip, mask: vip.mask },
    status: word(world, holds ? 'active' : 'inactive'),
    action_status: word(world, 'active'),
  });
}

function groupLink(world: World, group: VipGroup): Record<string, unknown> {
  return {
    id: group.id,
    name: group.name,
    network: group.network,
    resource_id: group.accessPathId,
    resource_type: world.switches().vipResourceType,
  };
}
