import type { FilesSpec, HostSpec, PoolSpec, Topology } from './topology.js';

const GiB = 1024 ** 3;

/**
 * Two data sites with one block gateway, one storage host and one file gateway each, an arbiter, two stretched pools, one
 * access path, and two folders behind one VIP.
 */
export function twoSites(change: Partial<Topology> = {}): Topology {
  return {
    version: 'SDS_4.2.000.0.200302',
    clusterName: 'stretched',
    fsId: '5d7f1c1a-0000-4000-8000-000000000001',
    hosts: [...siteHosts('a'), ...siteHosts('b'), arbiter, fileGateway('a'), fileGateway('b')],
    managers: [
      { name: 'manager-a', site: 'a', host: '127.0.0.1', port: 0 },
      { name: 'manager-b', site: 'b', host: '127.0.0.1', port: 0 },
    ],
    pools: twoPools,
    accessPaths: [{ name: 'ap-k8s', type: 'Kubernetes', gateways: ['gw-a', 'gw-b'] }],
    users: [{ name: 'admin', email: 'admin@array.test', password: 'admin', roles: ['Admin'] }],
    // Other hosts have other file gateways, or none.
    ...(change.hosts === undefined && { files: filesIn((change.pools ?? twoPools)[0]?.name ?? '') }),
    ...change,
  };
}

const twoPools: readonly PoolSpec[] = [
  { name: 'pool-a', primarySite: 'a', totalBytes: 400 * GiB, replicasPerSite: 2, stretched: true },
  { name: 'pool-b', primarySite: 'b', totalBytes: 400 * GiB, replicasPerSite: 2, stretched: true },
];

function siteHosts(site: 'a' | 'b'): readonly HostSpec[] {
  const net = site === 'a' ? 1 : 2;
  const gateway = { iqn: `iqn.2018-12.sds${net}.6:194bd1e1bff5fd3${site}`, ip: `10.7.${net}.1`, port: 3260 };
  const place = { site, rack: `rack-${site}` };
  return [
    {
      ...place,
      name: `gw-${site}`,
      type: 'storage_server',
      roles: ['block_storage_gateway'],
      adminIp: `10.8.${net}.1`,
      gateway,
    },
    {
      ...place,
      name: `store-${site}`,
      type: 'storage_server',
      roles: ['admin', 'monitor'],
      adminIp: `10.8.${net}.2`,
    },
  ];
}

const arbiter: HostSpec = {
  name: 'arbiter',
  site: 'arbiter',
  type: 'storage_witness',
  roles: ['monitor'],
  adminIp: '10.8.3.1',
  rack: 'rack-arbiter',
};

function fileGateway(site: 'a' | 'b'): HostSpec {
  const net = site === 'a' ? 1 : 2;
  return {
    name: `fg-${site}`,
    site,
    rack: `rack-${site}`,
    type: 'storage_server',
    roles: ['file_storage_gateway'],
    adminIp: `10.8.${net}.3`,
    fileGateway: { ip: `10.7.${net}.3` },
  };
}

/** One folder for everyone, as a class without `clientGroupName` needs it, and one for a client group. */
const filesIn = (pool: string): FilesSpec => ({
  folders: [
    { name: 'csi-fs-1', pool, sizeBytes: 100 * GiB },
    { name: 'k8s-nfs', pool, sizeBytes: 100 * GiB },
  ],
  gatewayGroups: [{ name: 'nfs', vip: '10.7.9.9', gateways: ['fg-a', 'fg-b'] }],
  clientGroups: [{ name: 'k8s-cluster', clients: [{ name: 'k8s-nodes', ip: '10.9.0.0/16' }] }],
  shares: [
    { folder: 'csi-fs-1', gatewayGroup: 'nfs', clientGroups: 'everyone' },
    { folder: 'k8s-nfs', gatewayGroup: 'nfs', clientGroups: ['k8s-cluster'] },
  ],
});
