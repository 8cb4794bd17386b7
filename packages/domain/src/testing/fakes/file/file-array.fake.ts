import type { FencePolicy } from '../../../array/storage-array.js';
import type { FileArray } from '../../../file/file-array.js';
import type { FileFolder } from '../../../file/file-folder.js';
import type { GatewayGroup } from '../../../file/gateway-group.js';
import { bytes, GIB } from '../../../shared/bytes.js';
import { ok } from '../../../shared/result.js';
import { aSiteReading } from '../../builders.js';
import { noFileFaults, type FakeFileFaults } from './file-array-faults.js';
import { answer, type FileArrayState } from './file-array-state.js';
import { FakeOwnershipRecords } from '../ownership-records.fake.js';
import { FakeFileClients } from './file-clients.fake.js';
import { FakeFileFolders } from './file-folders.fake.js';
import { FakeNfsShares } from './nfs-shares.fake.js';
import { FakeQuotaTrees } from './quota-trees.fake.js';

/**
 * An in-memory two-site array with the file gateways fg-a and fg-b behind the VIP 10.7.9.9, and two folders: `csi-fs-1`
 * shared with everyone, `k8s-nfs` with the client group `k8s-cluster`.
 */
export class FakeFileArray {
  readonly state: FileArrayState;
  readonly faults: FakeFileFaults;
  readonly ports: FileArray;
  readonly ownership: FakeOwnershipRecords;

  constructor(name = 'array-1', fence: FencePolicy = { removalDrains: true, waitMs: 40_000 }) {
    this.faults = noFileFaults();
    this.state = {
      name,
      folders: [aFolder('1', 'csi-fs-1'), aFolder('2', 'k8s-nfs')],
      gatewayGroups: [gatewayGroup],
      trees: new Map(),
      shares: new Map(),
      clients: new Map(),
      groups: new Map([['5', { id: '5', name: 'k8s-cluster', clients: [CLUSTER] }]]),
      faults: this.faults,
      reading: undefined,
      serial: 100,
    };
    this.state.clients.set(CLUSTER.id, CLUSTER);
    addHomeShares(this.state);
    this.ownership = new FakeOwnershipRecords((produce) => answer(this.state, produce));
    this.ports = { ...portsOf(this.state, fence), ownership: this.ownership };
  }
}

const CLUSTER = { id: '4', name: 'k8s-nodes', ip: '10.7.8.0/24' };

const aFolder = (id: string, name: string): FileFolder => ({
  id,
  name,
  size: bytes(100n * GIB),
  promised: bytes(0),
  state: { kind: 'ready' },
});

const gatewayGroup: GatewayGroup = {
  id: '3',
  name: 'nfs',
  vip: '10.7.9.9',
  gateways: [
    { host: 'fg-a', site: 'a', address: '10.7.1.21', holdsVip: true },
    { host: 'fg-b', site: 'b', address: '10.7.2.21', holdsVip: false },
  ],
};

function addHomeShares({ shares }: FileArrayState): void {
  const home = { tree: undefined, gatewayGroup: gatewayGroup.id };
  const acl = { permission: 'read-write', changed: 'made by an administrator' } as const;
  const group = { kind: 'group', id: '5', name: 'k8s-cluster' } as const;
  shares.set('6', { id: '6', folder: '1', ...home, acls: [{ id: '7', who: { kind: 'everyone' }, ...acl }] });
  shares.set('8', { id: '8', folder: '2', ...home, acls: [{ id: '9', who: group, ...acl }] });
}

function portsOf(state: FileArrayState, fence: FencePolicy): Omit<FileArray, 'ownership'> {
  return {
    name: state.name,
    fence,
    sites: { read: () => answer(state, () => ok(state.reading ?? aSiteReading({ array: state.name }))) },
    files: {
      folders: new FakeFileFolders(state),
      trees: new FakeQuotaTrees(state),
      shares: new FakeNfsShares(state),
      clients: new FakeFileClients(state),
    },
  };
}
