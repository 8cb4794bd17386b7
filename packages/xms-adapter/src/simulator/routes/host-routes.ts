import { ApiFault } from '../http/api-fault.js';
import type { Call, Reply } from '../http/call.js';
import type { Host, NetworkAddress } from '../state/records.js';
import type { World } from '../world.js';
import { isHostUp } from './host-health.js';
import { listReply } from './list-reply.js';
import { compact, hostLink, times, word } from './render.js';
import type { Routes } from './route.js';

export const hostRoutes: Routes = {
  'GET /hosts/': listHosts,
  'GET /hosts/{id}': async (world, call) => {
    await world.health.read(new AbortController().signal);
    const host = world.state.hosts.get(call.id);
    if (!host) throw new ApiFault(404, `host ${call.id} not found`);
    return { status: 200, body: { host: renderHost(world, host) } };
  },
  'GET /network-addresses/': listAddresses,
  'GET /network-addresses/{id}': (world, call) => {
    const address = world.state.networkAddresses.get(call.id);
    if (!address) throw new ApiFault(404, `network address ${call.id} not found`);
    return { status: 200, body: { network_address: renderAddress(world, address) } };
  },
};

async function listHosts(world: World, call: Call): Promise<Reply> {
  await world.health.read(new AbortController().signal);
  const { query } = call;
  const type = query.text('type');
  if (type !== undefined && type !== 'xdcactive') throw new ApiFault(400, "type can only be 'xdcactive'");
  const rows = world.state.hosts.where(({ spec }) => {
    const isNamed = (query.text('hostname') ?? spec.name) === spec.name;
    const hasRole = query.text('role') === undefined || spec.roles.includes(query.text('role') ?? '');
    const hasXdc = type === undefined || (spec.gateway !== undefined && isHostUp(world, spec));
    return isNamed && hasRole && hasXdc;
  });
  const render = (host: Host): Record<string, unknown> => renderHost(world, host);
  return listReply(world, call, { key: 'hosts', rows, render, text: (host) => host.spec.name });
}

function renderHost(world: World, host: Host): Record<string, unknown> {
  const { spec } = host;
  const up = isHostUp(world, spec);
  const saysGateway = world.switches().gatewayAddress === 'host';
  return {
    ...times(host),
    id: host.id,
    name: spec.name,
    type: spec.type,
    roles: spec.roles.join(','),
    admin_ip: spec.adminIp,
    private_ip: spec.adminIp,
    public_ips: spec.adminIp,
    gateway_ips: saysGateway ? (spec.gateway?.ip ?? '') : '',
    rack: spec.rack ?? '',
    description: '',
    is_master_db: spec === world.topology.hosts.find((other) => other.roles.includes('admin')),
    protection_domain: { id: 1, name: 'default' },
    up,
    status: word(world, up ? 'active' : 'offline'),
    action_status: word(world, 'active'),
  };
}

function listAddresses(world: World, call: Call): Reply {
  const host = call.query.int('host_id');
  const role = call.query.text('role');
  const rows = world.state.networkAddresses.where(
    (row) =>
      (host ?? row.hostId) === row.hostId && (role === undefined || rolesOf(world, row).includes(role)),
  );
  return listReply(world, call, {
    key: 'network_addresses',
    rows,
    render: (row) => renderAddress(world, row),
  });
}

function renderAddress(world: World, address: NetworkAddress): Record<string, unknown> {
  return compact({
    ...times(address),
    id: address.id,
    ip: address.ip,
    mask: 24,
    available: true,
    roles: rolesOf(world, address),
    host: hostLink(world, address.hostId),
    network_interface: { id: address.id, name: `eth${address.purpose === 'admin' ? 0 : 1}`, mac_address: '' },
  });
}

function rolesOf(world: World, address: NetworkAddress): string[] {
  switch (address.purpose) {
    case 'gateway':
      return [world.switches().gatewayAddressRole];
    case 'file-gateway':
      return ['file_gateway'];
    case 'admin':
      return ['admin', 'private', 'public'];
  }
}
