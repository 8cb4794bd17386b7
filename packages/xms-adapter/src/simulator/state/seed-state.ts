import { gatewaysOf, type Topology } from '../topology/topology.js';
import { ArrayState } from './array-state.js';
import { gatewayAddressOf, insertVipGroup } from './insert-vips.js';
import type { Host, NetworkAddress } from './records.js';
import { seedFiles } from './seed-files.js';

/** The hosts, pools and ready-made access paths of a topology. `now` is milliseconds since 1970. */
export function seedState(topology: Topology, now: number): ArrayState {
  const state = new ArrayState();
  const times = { createdAt: now, updatedAt: now };
  seedPlacement(state, topology, times);
  seedHosts(state, topology, times);
  for (const spec of topology.pools) {
    state.pools.insert((id) => ({
      id,
      ...times,
      spec,
      poolName: `pool-${id.toString(16).padStart(32, '0')}`,
    }));
  }
  seedAccessPaths(state, topology, times);
  if (topology.files) seedFiles(state, topology.files, times);
  return state;
}

interface Times {
  readonly createdAt: number;
  updatedAt: number;
}

function seedPlacement(state: ArrayState, topology: Topology, times: Times): void {
  const node = (name: string, type: string, parentId?: number, witness = false): number =>
    state.placementNodes.insert((id) => ({ id, ...times, name, type, parentId, witness })).id;
  const root = node('default', 'root');
  const sites = { a: node('site-a', 'datacenter', root), b: node('site-b', 'datacenter', root), arbiter: 0 };
  sites.arbiter = node('arbiter', 'datacenter', root, true);
  for (const host of topology.hosts) node(host.name, 'host', sites[host.site], host.site === 'arbiter');
}

function seedHosts(state: ArrayState, topology: Topology, times: Times): void {
  for (const spec of topology.hosts) {
    const hostId = state.hosts.insert((id) => ({ id, ...times, spec })).id;
    const addAddress = (ip: string, purpose: NetworkAddress['purpose']) =>
      state.networkAddresses.insert((id) => ({ id, ...times, hostId, ip, purpose }));
    addAddress(spec.adminIp, 'admin');
    if (spec.gateway) addAddress(spec.gateway.ip, 'gateway');
    if (spec.fileGateway) addAddress(spec.fileGateway.ip, 'file-gateway');
    const addService = (type: 'mon' | 'xms' | 'xdc') =>
      state.services.insert((id) => ({ id, ...times, hostId, type }));
    if (spec.roles.includes('monitor')) addService('mon');
    if (spec.roles.includes('admin')) addService('xms');
    if (spec.gateway) addService('xdc');
  }
}

function seedAccessPaths(state: ArrayState, topology: Topology, times: Times): void {
  for (const spec of topology.accessPaths) {
    const path = state.accessPaths.insert((id) => ({
      id,
      ...times,
      name: spec.name,
      type: spec.type,
      description: '',
      status: 'active',
      iqn: spec.iqn ?? gatewaysOf(topology)[0]?.gateway.iqn ?? '',
      chap: false,
      tname: '',
      tsecret: '',
    }));
    const hostNamed = (name: string): Host => {
      const host = state.hosts.find((row) => row.spec.name === name);
      if (!host) throw new Error(`topology: access path ${spec.name} names unknown host ${name}`);
      return host;
    };
    for (const hostName of spec.gateways) {
      const hostId = hostNamed(hostName).id;
      state.targets.insert((id) => ({ id, ...times, accessPathId: path.id, hostId, status: 'active' }));
    }
    if (!spec.vipGroup) continue;
    const { preempt, vips } = spec.vipGroup;
    const holders = vips.map(({ ip, gateway }) => ({
      ip,
      networkAddressId: gatewayAddressOf(state, hostNamed(gateway).id)?.id ?? 0,
    }));
    insertVipGroup(state, { accessPathId: path.id, preempt, network: 'gateway', vips: holders }, times);
  }
}
