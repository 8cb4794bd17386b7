import type { AccessPathSpec, HostSpec, ManagerSpec, Topology } from '@twinsite/xms-adapter/simulator';
import { blockGatewaysOf, hasFiles, type Storage } from '../network/storage.js';
import {
  addressOf,
  FILE_GATEWAYS,
  GATEWAYS,
  LAB_ADDRESS,
  MONITORS,
  siteOf,
  type FileGatewayName,
  type GuestName,
} from '../network/topology.js';
import { LAB_FILES } from './lab-files.js';

const GiB = 1024 ** 3;
const ISCSI_PORT = 3260;

/** The target each gateway exports; one for all access paths. */
export function targetIqn(gateway: GuestName): string {
  return `iqn.2026-01.lab.twinsite:${gateway}`;
}

export function portalOf(gateway: GuestName): string {
  return `${addressOf(gateway, 'data')}:${ISCSI_PORT}`;
}

/** Moves between the gateways. */
export const VIP = '10.77.9.1';

/** An access path over both gateways that is used through one VIP; it stays where it is when its first holder is back. */
export const VIP_PATH: AccessPathSpec = {
  name: 'ap-vip',
  type: 'Kubernetes',
  gateways: [...GATEWAYS],
  iqn: 'iqn.2026-01.lab.twinsite:ap-vip',
  vipGroup: { preempt: false, vips: [{ ip: VIP, gateway: 'gw-a' }] },
};

/**
 * The array as the XMS simulator has to show it, with the lab's own names and addresses: its gateways are the
 * lab's gateways, its monitors the lab's monitors, so the data plane's word about either needs no translation.
 */
export function labTopology(change: Partial<Topology> = {}, storage: Storage = 'block'): Topology {
  const blockGateways = blockGatewaysOf(storage);
  return {
    version: 'SDS_4.2.000.0.200302',
    clusterName: 'stretched',
    fsId: '5d7f1c1a-0000-4000-8000-000000000002',
    hosts: [
      ...blockGateways.map(gatewayHost),
      ...(hasFiles(storage) ? FILE_GATEWAYS.map(fileGatewayHost) : []),
      ...MONITORS.map(monitorHost),
    ],
    managers: [managerAt('a'), managerAt('b')],
    pools: [
      { name: 'pool-a', primarySite: 'a', totalBytes: 8 * GiB, replicasPerSite: 2, stretched: true },
      { name: 'pool-b', primarySite: 'b', totalBytes: 8 * GiB, replicasPerSite: 2, stretched: true },
    ],
    accessPaths:
      blockGateways.length === 0 ? [] : [{ name: 'ap-k8s', type: 'Kubernetes', gateways: blockGateways }],
    users: [{ name: 'admin', email: 'admin@array.test', password: 'admin', roles: ['Admin'] }],
    ...(hasFiles(storage) ? { files: LAB_FILES } : {}),
    ...change,
  };
}

function gatewayHost(name: GuestName): HostSpec {
  const site = siteOf(name);
  return {
    name,
    site,
    type: 'storage_server',
    roles: ['block_storage_gateway'],
    adminIp: addressOf(name, 'management'),
    rack: `rack-${site}`,
    gateway: { iqn: targetIqn(name), ip: addressOf(name, 'data'), port: ISCSI_PORT },
  };
}

function fileGatewayHost(name: FileGatewayName): HostSpec {
  const site = siteOf(name);
  return {
    name,
    site,
    type: 'storage_server',
    roles: ['file_storage_gateway'],
    adminIp: addressOf(name, 'management'),
    rack: `rack-${site}`,
    fileGateway: { ip: addressOf(name, 'data') },
  };
}

function monitorHost(name: (typeof MONITORS)[number]): HostSpec {
  const site = siteOf(name);
  const witness = site === 'arbiter';
  return {
    name,
    site,
    type: witness ? 'storage_witness' : 'storage_server',
    roles: witness ? ['monitor'] : ['admin', 'monitor'],
    adminIp: addressOf(name, 'management'),
    rack: `rack-${site}`,
  };
}

/** On the lab's management address, which controller and node drivers reach; any free port. */
function managerAt(site: 'a' | 'b'): ManagerSpec {
  return { name: `manager-${site}`, site, host: LAB_ADDRESS, port: 0 };
}
