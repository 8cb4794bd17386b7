import { never } from '../../../shared/cancel-signal.js';
import { expectEqual, expectOk, expectTrue } from '../../check.js';
import type { ContractCase } from '../../contract.js';
import { aShare, aTree, shareNow, theFolder, theGateways, type FileSubject } from './file-subject.js';

export const nfsSharesContract: readonly ContractCase<FileSubject>[] = [
  {
    name: 'the share of a folder names no tree',
    run: async (subject) => {
      const folder = await theFolder(subject);
      const shares = expectOk(await subject.array.files.shares.ofFolder(folder.id, never), 'shares');
      const home = shares.filter(({ tree }) => tree === undefined);
      expectEqual(home.length, 1, 'shares of the folder itself');
      expectEqual(home[0]?.gatewayGroup, (await theGateways(subject)).id, 'gateway group');
      expectTrue((home[0]?.acls.length ?? 0) > 0, 'it lets somebody in');
    },
  },
  {
    name: 'a shared tree is listed with its folder, and lets in exactly the groups asked for',
    run: async (subject) => {
      const { shares, clients } = subject.array.files;
      const group = expectOk(await clients.registerNode(subject.freshNode(), never), 'register');
      const [tree, gatewayGroup] = [await aTree(subject), await theGateways(subject)];
      const request = { tree, gatewayGroup, acls: [{ group, permission: 'read-write' as const }] };
      const made = expectOk(await shares.share(request, never), 'share');
      expectEqual([made.folder, made.tree], [tree.folder.id, tree.id], 'folder and tree');
      const [acl, ...others] = made.acls;
      expectEqual(others, [], 'other ACLs');
      expectEqual(acl?.who, { kind: 'group', id: group.id, name: group.name }, 'who');
      expectEqual(acl?.permission, 'read-write', 'permission');
      expectEqual(await shareNow(subject, made), made, 'share read back');
    },
  },
  {
    name: 'sharing a tree again answers its share as it is',
    run: async (subject) => {
      const { shares, clients } = subject.array.files;
      const [tree, gatewayGroup] = [await aTree(subject), await theGateways(subject)];
      const first = expectOk(await shares.share({ tree, gatewayGroup, acls: [] }, never), 'share');
      const group = expectOk(await clients.registerNode(subject.freshNode(), never), 'register');
      const acls = [{ group, permission: 'read-only' as const }];
      expectEqual(expectOk(await shares.share({ tree, gatewayGroup, acls }, never), 'again'), first, 'share');
    },
  },
  {
    name: 'a removed share is listed no more, and removing it again is success',
    run: async (subject) => {
      const share = await aShare(subject);
      expectOk(await subject.array.files.shares.remove(share, never), 'remove');
      expectEqual(await shareNow(subject, share), undefined, 'share');
      expectOk(await subject.array.files.shares.remove(share, never), 'remove again');
    },
  },
];
