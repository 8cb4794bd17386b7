import { describe, test } from 'vitest';
import { parseVolumeName, type FileNode, type VolumeName } from '@twinsite/domain';
import {
  FakeFileArray,
  fileClientsContract,
  fileConnectionsContract,
  fileFoldersContract,
  nfsSharesContract,
  quotaTreesContract,
  shareAclsContract,
  type FileConnectionsSubject,
} from '@twinsite/domain/testing';

let counter = 0;

function freshName(): VolumeName {
  const name = parseVolumeName(`pvc-${(counter += 1)}`, 'name');
  if (!name.ok) throw new Error('unusable name');
  return name.value;
}

function freshNode(): FileNode {
  counter += 1;
  return { name: `node-${counter}`, addresses: [`10.8.0.${counter}`, `fd00::${counter}`] };
}

function subject(): FileConnectionsSubject {
  const { ports, faults } = new FakeFileArray();
  const connected = new Set<string>();
  faults.connections.set('fg-a', connected);
  const ofNode = (change: (address: string) => unknown) => (node: FileNode) =>
    Promise.resolve(node.addresses.slice(0, 1).map(change));
  return {
    array: ports,
    folders: ['csi-fs-1', 'k8s-nfs'],
    vip: '10.7.9.9',
    freshName,
    freshNode,
    connect: ofNode((address) => connected.add(address)),
    disconnect: ofNode((address) => connected.delete(address)),
  };
}

describe('the in-memory file array keeps the port contracts', () => {
  test.each(fileFoldersContract)('folders: $name', ({ run }) => run(subject()));
  test.each(quotaTreesContract)('quota trees: $name', ({ run }) => run(subject()));
  test.each(nfsSharesContract)('shares: $name', ({ run }) => run(subject()));
  test.each(shareAclsContract)('ACLs: $name', ({ run }) => run(subject()));
  test.each(fileClientsContract)('clients: $name', ({ run }) => run(subject()));
  test.each(fileConnectionsContract)('connections: $name', ({ run }) => run(subject()));
});
