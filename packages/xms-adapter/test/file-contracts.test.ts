import { parseVolumeName, type FileNode } from '@twinsite/domain';
import {
  fileClientsContract,
  fileConnectionsContract,
  fileFoldersContract,
  nfsSharesContract,
  quotaTreesContract,
  shareAclsContract,
  type FileConnectionsSubject,
} from '@twinsite/domain/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { defaultSwitches, type FileMount, type Switches } from '../src/simulator/index.js';
import { onSimulator, type OnSimulator } from './ports/on-simulator.js';
import { expectOk } from './transport/an-array.js';

let at: OnSimulator;
let serial = 0;

beforeAll(async () => {
  at = await onSimulator();
});

afterAll(async () => {
  const violations = at.simulator.violations();
  await at.close();
  expect(violations).toEqual([]);
});

const VIP = '10.7.9.9';

/** The array is shared by all cases; names and nodes are never used twice, and no name begins another. */
function subject(): FileConnectionsSubject {
  const mounts = new Map<FileNode, FileMount>();
  const fabric = () => {
    const found = at.simulator.memory?.files?.fabric;
    if (found === undefined) throw new Error('the plane serves no files');
    return found;
  };
  return {
    array: at.array,
    folders: ['csi-fs-1', 'k8s-nfs'],
    vip: VIP,
    freshName: () => {
      serial += 1;
      return expectOk(parseVolumeName(`pvc-contract-${String(serial).padStart(6, '0')}`, 'name'));
    },
    freshNode: () => {
      serial += 1;
      const addresses = [`10.20.${serial >> 8}.${serial & 255}`, `fd00::${serial.toString(16)}`];
      return { name: `node-${serial}`, addresses };
    },
    connect: async (node) => {
      const client = { ip: node.addresses[0] ?? '' };
      const request = { server: VIP, path: '/sdsfs/csi-fs-1', client };
      mounts.set(node, await fabric().mount(request, new AbortController().signal));
    },
    disconnect: (node) => {
      const mount = mounts.get(node);
      if (mount !== undefined) fabric().close(mount);
      return Promise.resolve();
    },
  };
}

const soon = { ms: 0, polls: 2, outcome: 'done' } as const;

/** The guesses of the file API in their other positions. */
const positions: readonly Partial<Switches>[] = [
  {},
  { duplicateName: 409, folderOvercommit: 'refused', deleteSharedTree: 'unshared-first', searchLagMs: 0 },
  { clientAddresses: 'repeatable', fileGroupNames: 'repeatable', sameShare: 'accepted' },
  { changedAclId: 'new', resize: 'at-once' },
  { aclRows: 'when-settled', changedAclId: 'new' },
  { aclRows: 'when-settled', listsOfShares: 'one-share' },
  { paging: 'absent', defaultPageSize: 1 },
  { statusWords: { creating: 'initializing', updating: 'changing', resizing: 'growing', active: 'healthy' } },
  { settling: { ...defaultSwitches.settling, 'quota-tree': soon, 'nfs-share': soon } },
];

describe.each(positions.map((position) => [JSON.stringify(position), position] as const))(
  'XMS with %s keeps the contracts of',
  (_name, position) => {
    beforeAll(() => at.simulator.setSwitches(position));
    afterAll(() => at.simulator.setSwitches(defaultSwitches));
    test.each(fileFoldersContract)('folders: $name', ({ run }) => run(subject()));
    test.each(quotaTreesContract)('quota trees: $name', ({ run }) => run(subject()));
    test.each(nfsSharesContract)('shares: $name', ({ run }) => run(subject()));
    test.each(shareAclsContract)('ACLs: $name', ({ run }) => run(subject()));
    test.each(fileClientsContract)('clients: $name', ({ run }) => run(subject()));
    test.each(fileConnectionsContract)('connections: $name', ({ run }) => run(subject()));
  },
);
