import type { SiteId } from '../site/site-map.js';
import type { SiteReading } from '../site/site-observer.port.js';
import type { VolumeCapability } from '../volume/capability.js';

type HostReading = SiteReading['hosts'][number];

function aHost(name: string, site: SiteId, roles: readonly string[]): HostReading {
  return { name, site, roles, status: 'active', up: true };
}

/** A healthy two-site cluster: three monitors up, one gateway per site. */
export function aSiteReading(overrides: Partial<SiteReading> = {}): SiteReading {
  return {
    array: 'array-1',
    version: 'SDS_4.2.000.0.200302',
    manager: 'manager-a',
    hosts: [
      aHost('gw-a', 'a', ['monitor', 'block_storage_gateway']),
      aHost('gw-b', 'b', ['monitor', 'block_storage_gateway']),
      aHost('witness', 'arbiter', ['monitor']),
    ],
    monitors: [
      { host: 'gw-a', site: 'a', state: 'up' },
      { host: 'gw-b', site: 'b', state: 'up' },
      { host: 'witness', site: 'arbiter', state: 'up' },
    ],
    pools: [
      {
        name: 'pool-a',
        status: 'active',
        stretched: true,
        replicas: [
          { place: 'dc-a', site: 'a', count: 1 },
          { place: 'dc-b', site: 'b', count: 1 },
        ],
      },
    ],
    accessPaths: [],
    ...overrides,
  };
}

export const readWriteOnce = (fsType = 'ext4'): VolumeCapability => ({
  use: { kind: 'filesystem', fsType, mountFlags: ['_netdev'] },
  mode: 'single-node-writer',
});

export const rawBlock: VolumeCapability = { use: { kind: 'block' }, mode: 'single-node-writer' };

/** How the one writer of a new volume is attached over multipath. */
export const soleWriter = { readOnly: false, mayFormat: true, pathMode: 'multipath' } as const;
