import { withDeadline } from '../../export/deadline.js';
import type { FileGatewayView } from '../../file-plane.js';
import type { Call, Reply } from '../../http/call.js';
import type { FsGateway, FsGatewayGroup } from '../../state/records.js';
import type { World } from '../../world.js';
import { isHostUp } from '../host-health.js';
import { listReply } from '../list-reply.js';
import { compact, hostLink, times, word } from '../render.js';
import type { Routes } from '../route.js';
import { demandRow } from './demand-file.js';

export const fileGatewayRoutes: Routes = {
  'GET /fs-gateway-groups/': async (world, call) => {
    await world.health.read(new AbortController().signal);
    const rows = world.state.fsGatewayGroups.all();
    const render = (group: FsGatewayGroup): Record<string, unknown> => renderGatewayGroup(world, group);
    return listReply(world, call, { key: 'fs_gateway_groups', rows, render, text: (group) => group.name });
  },
  'GET /fs-gateway-groups/{id}': async (world, call) => {
    await world.health.read(new AbortController().signal);
    const group = demandRow(world.state.fsGatewayGroups, call.id, 'fs gateway group');
    return { status: 200, body: { fs_gateway_group: renderGatewayGroup(world, group) } };
  },
  'GET /fs-gateways/': list,
  'GET /fs-gateways/{id}': async (world, call) => {
    await world.health.read(new AbortController().signal);
    const gateway = demandRow(world.state.fsGateways, call.id, 'fs gateway');
    const view = await viewOf(world, gateway);
    return { status: 200, body: { fs_gateway: renderGateway(world, gateway, view) } };
  },
};

async function list(world: World, call: Call): Promise<Reply> {
  await world.health.read(new AbortController().signal);
  const group = call.query.int('fs_gateway_group_id');
  const rows = world.state.fsGateways.where((row) => (group ?? row.gatewayGroupId) === row.gatewayGroupId);
  const views = new Map(
    await Promise.all(rows.map(async (row) => [row.id, await viewOf(world, row)] as const)),
  );
  const render = (row: FsGateway): Record<string, unknown> => renderGateway(world, row, views.get(row.id));
  return listReply(world, call, { key: 'fs_gateways', rows, render });
}

/** What the gateway itself says; undefined when it does not answer. */
export async function viewOf(
  { state, files, clock, callMs }: World,
  { hostId }: FsGateway,
): Promise<FileGatewayView | undefined> {
  const name = state.hosts.get(hostId)?.spec.name ?? '';
  const asked = withDeadline(clock, callMs, new AbortController().signal, async (signal) =>
    files?.plane.view(name, signal),
  );
  return asked.catch(() => undefined);
}

const isUp = (world: World, { hostId }: FsGateway): boolean => {
  const host = world.state.hosts.get(hostId);
  return host !== undefined && isHostUp(world, host.spec);
};

export function renderGatewayGroup(world: World, group: FsGatewayGroup): Record<string, unknown> {
  const gateways = world.state.fsGateways.where((row) => row.gatewayGroupId === group.id);
  const up = gateways.filter((gateway) => isUp(world, gateway)).length;
  const whole = up === gateways.length ? 'active' : 'warning';
  return {
    ...times(group),
    id: group.id,
    name: group.name,
    description: '',
    vip: group.vip,
    vip_mask: 32,
    types: ['nfs'],
    nfs_versions: ['v3', 'v4', 'v4.1'],
    status: word(world, up === 0 ? 'error' : whole),
    action_status: word(world, 'active'),
  };
}

function renderGateway(world: World, gateway: FsGateway, view: FileGatewayView | undefined) {
  const { state } = world;
  const group = state.fsGatewayGroups.get(gateway.gatewayGroupId);
  const address = state.networkAddresses.get(gateway.networkAddressId);
  return compact({
    ...times(gateway),
    id: gateway.id,
    host: hostLink(world, gateway.hostId),
    network_address: address && { id: address.id, ip: address.ip, mask: 24 },
    nic_name: 'eth1',
    fs_gateway_group: group && { id: group.id, name: group.name, vip: group.vip, vip_mask: 32 },
    status: word(world, isUp(world, gateway) ? 'active' : 'error'),
    vip: group !== undefined && view?.vips.includes(group.vip) === true ? group.vip : '',
  });
}
