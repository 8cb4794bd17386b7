import type { HostSpec, Topology } from './topology.js';

const GiB = 1024 ** 3;

/** Two data sites with one gateway and one storage host each, an arbiter, two stretched pools, one access path. */
export function twoSites(change: Partial<Topology> = {}): Topology {
  return {
    version: 'SDS_4.2.000.0.200302',
    clusterName: 'stretched',
    hosts: [...siteHosts('a'), ...siteHosts('b'), arbiter],
    managers: [
      { name: 'manager-a', site: 'a', host: '127.0.0.1', port: 0 },
      { name: 'manager-b', site: 'b', host: '127.0.0.1', port: 0 },
    ],
    pools: [
      { name: 'pool-a', primarySite: 'a', totalBytes: 400 * GiB, replicasPerSite: 2, stretched: true },
      { name: 'pool-b', primarySite: 'b', totalBytes: 400 * GiB, replicasPerSite: 2, stretched: true },
    ],
    accessPaths: [{ name: 'ap-k8s', type: 'Kubernetes', gateways: ['gw-a', 'gw-b'] }],
    users: [{ name: 'admin', email: 'admin@array.test', password: 'admin', roles: ['Admin'] }],
    ...change,
  };
}

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
