import { never } from '../../../shared/cancel-signal.js';
import { expectEqual, expectOk, expectTrue } from '../../check.js';
import type { ContractCase } from '../../contract.js';
import { aTree, theFolder, theGateways, TREE_SIZE, type FileSubject } from './file-subject.js';

export const fileFoldersContract: readonly ContractCase<FileSubject>[] = [
  {
    name: 'a folder is found by its exact name and listed',
    run: async (subject) => {
      const { folders } = subject.array.files;
      const folder = await theFolder(subject);
      expectEqual(folder.state, { kind: 'ready' }, 'state');
      expectTrue(folder.size > folder.promised, 'it has room');
      for (const other of [folder.name.slice(0, -1), `${folder.name}x`]) {
        expectEqual(expectOk(await folders.find(other, never), 'find'), undefined, other);
      }
      const listed = expectOk(await folders.list(never), 'list').map(({ name }) => name);
      expectTrue(
        subject.folders.every((name) => listed.includes(name)),
        'both are listed',
      );
    },
  },
  {
    name: 'what quota trees may hold is promised, and given back with them',
    run: async (subject) => {
      const before = await theFolder(subject);
      const tree = await aTree(subject);
      expectEqual((await theFolder(subject)).promised, before.promised + TREE_SIZE, 'promised');
      expectOk(await subject.array.files.trees.delete(tree, never), 'delete');
      expectEqual((await theFolder(subject)).promised, before.promised, 'given back');
    },
  },
  {
    name: 'a gateway group tells its VIP, its gateways at both sites, and which of them holds the VIP',
    run: async (subject) => {
      const { gateways } = await theGateways(subject);
      expectEqual(gateways.map(({ site }) => site).sort(), ['a', 'b'], 'sites');
      expectEqual(gateways.filter(({ holdsVip }) => holdsVip).length, 1, 'holders of the VIP');
      expectTrue(
        gateways.every(({ host, address }) => host !== '' && address !== ''),
        'each has a host and an address',
      );
    },
  },
];
