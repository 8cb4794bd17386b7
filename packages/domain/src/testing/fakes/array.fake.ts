import type { ArrayDirectory } from '../../array/array-directory.port.js';
import type { FencePolicy, StorageArray } from '../../array/storage-array.js';
import type { AccessPath } from '../../attachment/access-path.js';
import { bytes, GIB } from '../../shared/bytes.js';
import { failed, ok } from '../../shared/result.js';
import { aSiteReading } from '../builders.js';
import { FakeAccessPathSetup } from './access-path-setup.fake.js';
import { FakeAccessPaths } from './access-paths.fake.js';
import { noFaults, type FakeFaults } from './array-faults.js';
import { answer, type ArrayState } from './array-state.js';
import { FakeBlockSnapshots } from './block-snapshots.fake.js';
import { FakeBlockVolumes } from './block-volumes.fake.js';
import { gatewayTarget } from './gateway-target.js';
import { FakeGatewayUse } from './gateway-use.fake.js';
import { FakeGroupSnapshots } from './group-snapshots.fake.js';
import { FakeLunAccess } from './lun-access.fake.js';
import { FakeOwnershipRecords } from './ownership-records.fake.js';
import { FakePublishedNodes } from './published-nodes.fake.js';
import { FakeVipSetup } from './vip-setup.fake.js';
import { FakeVolumeChanges } from './volume-changes.fake.js';

/**
 * An in-memory two-site array with pools `pool-a` and `pool-b`, the access path `ap` of the gateways gw-a and gw-b, and the
 * spare gateways gw-c (site a) and gw-d (site b).
 */
export class FakeArray {
  readonly state: ArrayState;
  readonly faults: FakeFaults;
  readonly ports: StorageArray;
  readonly ownership: FakeOwnershipRecords;

  constructor(name = 'array-1', fence: FencePolicy = { removalDrains: true, waitMs: 40_000 }) {
    this.faults = noFaults();
    this.state = {
      name,
      volumes: new Map(),
      trash: new Map(),
      snapshots: new Map(),
      pools: ['pool-a', 'pool-b'].map((pool, index) => ({
        id: String(index + 1),
        name: pool,
        poolName: `pool-${String(index).repeat(8)}`,
        status: 'active',
        stretched: true,
        free: bytes(500n * GIB),
        total: bytes(1000n * GIB),
      })),
      accessPaths: [twoSitePath('ap')],
      setups: new Map(),
      gateways: ['gw-a', 'gw-b', 'gw-c', 'gw-d'],
      clients: new Map(),
      nodeIds: new Map(),
      grants: new Map(),
      faults: this.faults,
      reading: undefined,
      serial: 0,
    };
    this.ownership = new FakeOwnershipRecords((produce) => answer(this.state, produce));
    this.ports = { ...portsOf(this.state, fence), ownership: this.ownership };
  }
}

export function directoryOf<Entry extends { readonly name: string }>(
  ...arrays: readonly { readonly ports: Entry }[]
): ArrayDirectory<Entry> {
  const listed = arrays.map(({ ports }) => ports);
  return {
    listed: () => listed,
    resolve: ({ managers }) => {
      const named =
        managers.length === 0 ? listed : listed.filter(({ name }) => managers.includes(`${name}-manager`));
      const [only, ...others] = named;
      if (only !== undefined && others.length === 0) return ok(only);
      return failed({ kind: 'array-not-listed', managers, listed: listed.map(({ name }) => name) });
    },
  };
}

export function twoSitePath(name: string): AccessPath {
  const targets = ['gw-a', 'gw-b'].map(gatewayTarget);
  return { id: '1', name, type: 'Kubernetes', status: 'active', mode: 'multipath', targets };
}

function portsOf(state: ArrayState, fence: FencePolicy): Omit<StorageArray, 'ownership'> {
  return {
    name: state.name,
    fence,
    volumes: new FakeBlockVolumes(state),
    volumeChanges: new FakeVolumeChanges(state),
    snapshots: new FakeBlockSnapshots(state),
    groupSnapshots: new FakeGroupSnapshots(state),
    pools: {
      find: (reference) =>
        answer(state, () => {
          const pool = state.pools.find(({ id, name, poolName }) => [id, name, poolName].includes(reference));
          const known = state.pools.map(({ name }) => name);
          return pool === undefined ? failed({ kind: 'pool-missing', pool: reference, known }) : ok(pool);
        }),
      list: () => answer(state, () => ok(state.pools)),
    },
    accessPaths: new FakeAccessPaths(state),
    lunAccess: new FakeLunAccess(state),
    publishedNodes: new FakePublishedNodes(state),
    sites: { read: () => answer(state, () => ok(state.reading ?? aSiteReading({ array: state.name }))) },
    accessPathSetup: new FakeAccessPathSetup(state),
    vipSetup: new FakeVipSetup(state),
    gatewayUse: new FakeGatewayUse(state),
  };
}
