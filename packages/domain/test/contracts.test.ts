import { describe, test } from 'vitest';
import {
  bytes,
  formatBytes,
  MIB,
  parseInitiatorIqn,
  parseNaa,
  parseVolumeName,
  type VolumeName,
} from '@twinsite/domain';
import {
  accessPathSetupContract,
  accessPathsContract,
  blankDisk,
  blockSnapshotsContract,
  groupSnapshotsContract,
  blockVolumesContract,
  clonesContract,
  FakeArray,
  FakeFabric,
  FakeHost,
  gatewayUseContract,
  lunAccessContract,
  nodeInventoryContract,
  nodeJournalContract,
  nodeStorageContract,
  ownershipRecordsContract,
  poolsContract,
  publishedNodesContract,
  soleWriter,
  targetMemoryContract,
  twoSitePath,
  vipSetupContract,
  volumeChangesContract,
} from '@twinsite/domain/testing';

let counter = 0;

function freshName(): VolumeName {
  counter += 1;
  const name = parseVolumeName(`pvc-${counter}`, 'name');
  if (!name.ok) throw new Error('unusable name');
  return name.value;
}

function arraySubject() {
  const { ports: array, state } = new FakeArray();
  const pool = state.pools[0];
  if (pool === undefined) throw new Error('the fake has pools');
  const freshNode = () => {
    counter += 1;
    const iqn = parseInitiatorIqn(`iqn.2026-01.test:node-${counter}`);
    if (iqn === undefined) throw new Error('unusable initiator');
    return { name: `node-${counter}`, iqn };
  };
  return { array, pool, freshName, freshNode, accessPath: twoSitePath('ap') };
}

function setupSubject() {
  const array = new FakeArray();
  const pool = array.state.pools[0];
  if (pool === undefined) throw new Error('the fake has pools');
  const at = (gateway: string): Set<string> => array.faults.loggedInAt.get(gateway) ?? new Set();
  return {
    ...arraySubject(),
    array: array.ports,
    pool,
    gateways: ['gw-a', 'gw-b', 'gw-c'] as const,
    freshPathName: () => `path-${(counter += 1)}`,
    freshAddress: () => `10.7.9.${(counter += 1)}`,
    logIn: (iqn: string, gateway: string) => array.faults.loggedInAt.set(gateway, at(gateway).add(iqn)),
    logOut: (iqn: string, gateway: string) => at(gateway).delete(iqn),
  };
}

function hostSubject() {
  const naa = parseNaa('60014050000000000000000000000001');
  if (naa === undefined) throw new Error('unusable identity');
  const size = bytes(64n * MIB);
  const fabric = new FakeFabric();
  const disk = blankDisk(naa, size);
  const portals = (['a', 'b'] as const).map((site, index) => ({
    iqn: `iqn.2018-12.sds:gw-${site}`,
    portal: { address: `10.7.${index + 1}.1`, port: 3260 },
    site,
  }));
  for (const { portal, iqn } of portals) fabric.addPortal(portal, iqn).luns.set(1, disk);
  const host = new FakeHost(fabric);
  return {
    ports: host.ports,
    inventory: host.inventory,
    memory: host.memory,
    attachment: { naa, lun: 1, size, origin: 'new' as const, ...soleWriter, portals },
    mountPath: '/staging/globalmount',
  };
}

describe('the in-memory array keeps the port contracts', () => {
  test.each(blockVolumesContract)('block volumes: $name', ({ run }) => run(arraySubject()));
  test.each(volumeChangesContract)('volume changes: $name', ({ run }) => run(arraySubject()));
  test.each(blockSnapshotsContract)('snapshots: $name', ({ run }) => run(arraySubject()));
  test.each(groupSnapshotsContract)('group snapshots: $name', ({ run }) => run(arraySubject()));
  test.each(clonesContract)('clones: $name', ({ run }) => run(arraySubject()));
  test.each(publishedNodesContract)('published nodes: $name', ({ run }) => run(arraySubject()));
  test.each(ownershipRecordsContract)('ownership: $name', ({ run }) => run(arraySubject()));
  test.each(poolsContract)('pools: $name', ({ run }) => run(arraySubject()));
  test.each(accessPathsContract)('access paths: $name', ({ run }) =>
    run({ ...arraySubject(), accessPath: 'ap' }),
  );
  test.each(lunAccessContract)('LUN access: $name', ({ run }) => run(arraySubject()));
  test.each(accessPathSetupContract)('access path setup: $name', ({ run }) => run(setupSubject()));
  test.each(vipSetupContract)('VIP setup: $name', ({ run }) => run(setupSubject()));
  test.each(gatewayUseContract)('gateway use: $name', ({ run }) => run(setupSubject()));
});

describe('the in-memory host keeps the port contracts', () => {
  test.each(nodeStorageContract)('node storage: $name', ({ run }) => run(hostSubject()));
  test.each(nodeJournalContract)('journal: $name', ({ run }) => run(hostSubject().ports.journal));
  test.each(nodeInventoryContract)('inventory: $name', ({ run }) => run(hostSubject()));
  test.each(targetMemoryContract)('known targets: $name', ({ run }) => run(hostSubject().memory));
});

test('a size in a message is exact', ({ expect }) => {
  expect(formatBytes(5_368_709_120n)).toBe('5 GiB');
  expect(formatBytes(1_000_000n)).toBe('1000000 bytes');
});
