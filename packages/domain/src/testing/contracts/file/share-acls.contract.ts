import type { ClientGroup } from '../../../file/client-group.js';
import type { NfsShare, ShareAcl, SharePermission } from '../../../file/nfs-share.js';
import { never } from '../../../shared/cancel-signal.js';
import { expectEqual, expectOk, expectTrue } from '../../check.js';
import type { ContractCase } from '../../contract.js';
import { aShare, shareNow, type FileSubject } from './file-subject.js';

const aGroup = async (subject: FileSubject): Promise<ClientGroup> =>
  expectOk(await subject.array.files.clients.registerNode(subject.freshNode(), never), 'register');

interface Entry {
  readonly group: ClientGroup;
  readonly permission?: SharePermission;
}

const permit = async (
  { array }: FileSubject,
  share: NfsShare,
  { group, permission = 'read-write' }: Entry,
): Promise<NfsShare> =>
  expectOk(await array.files.shares.permit(share, { group, permission }, never), 'permit');

function aclOf({ acls }: NfsShare, { id }: ClientGroup): ShareAcl {
  const [acl, ...others] = acls.filter(({ who }) => who.kind === 'group' && who.id === id);
  if (acl === undefined || others.length > 0)
    throw new Error(`group ${id} has ${acls.length} ACLs instead of one`);
  return acl;
}

const isIn = ({ acls }: NfsShare, { id }: ClientGroup): boolean =>
  acls.some(({ who }) => who.kind === 'group' && who.id === id);

export const shareAclsContract: readonly ContractCase<FileSubject>[] = [
  {
    name: 'a group that is let in has one ACL, and letting it in again changes nothing',
    run: async (subject) => {
      const [share, group] = [await aShare(subject), await aGroup(subject)];
      expectEqual(share.acls, [], 'at first');
      const first = aclOf(await permit(subject, share, { group }), group);
      expectEqual([first.who.kind, first.permission], ['group', 'read-write'], 'ACL');
      const again = aclOf(await permit(subject, share, { group, permission: 'read-only' }), group);
      expectEqual(again, first, 'ACL the second time');
    },
  },
  {
    name: 'two groups let in at once are both in',
    run: async (subject) => {
      const share = await aShare(subject);
      const groups = [await aGroup(subject), await aGroup(subject)];
      await Promise.all(groups.map((group) => permit(subject, share, { group })));
      const now = await shareNow(subject, share);
      expectEqual(now?.acls.length, 2, 'ACLs');
      for (const group of groups) expectTrue(now !== undefined && isIn(now, group), group.name);
    },
  },
  {
    name: 'an ACL made read-only keeps its stamp from then on, and letting the group in does not raise it',
    run: async (subject) => {
      const { shares } = subject.array.files;
      const [share, group] = [await aShare(subject), await aGroup(subject)];
      const made = aclOf(await permit(subject, share, { group }), group);
      const restricted = aclOf(expectOk(await shares.restrict(share, made, never), 'restrict'), group);
      expectEqual(restricted.permission, 'read-only', 'permission');
      const twice = aclOf(expectOk(await shares.restrict(share, restricted, never), 'again'), group);
      expectEqual(twice, restricted, 'restricted twice');
      expectEqual(aclOf(await permit(subject, share, { group }), group), restricted, 'let in');
    },
  },
  {
    name: 'restricting one ACL leaves the others as they are',
    run: async (subject) => {
      const { shares } = subject.array.files;
      const share = await aShare(subject);
      const [group, other] = [await aGroup(subject), await aGroup(subject)];
      const made = aclOf(await permit(subject, share, { group }), group);
      const others = aclOf(await permit(subject, share, { group: other }), other);
      const after = expectOk(await shares.restrict(share, made, never), 'restrict');
      expectEqual(aclOf(after, other), others, 'the other');
    },
  },
  {
    name: 'a revoked ACL is gone and stays gone, and the others stay',
    run: async (subject) => {
      const { shares } = subject.array.files;
      const share = await aShare(subject);
      const [group, other] = [await aGroup(subject), await aGroup(subject)];
      const made = aclOf(await permit(subject, share, { group }), group);
      await permit(subject, share, { group: other });
      for (const time of ['revoke', 'revoke again']) {
        const after = expectOk(await shares.revoke(share, made, never), time);
        expectEqual([isIn(after, group), isIn(after, other)], [false, true], time);
      }
      const after = expectOk(await shares.restrict(share, made, never), 'restrict');
      expectEqual(isIn(after, group), false, 'restricted afterwards');
    },
  },
  {
    name: 'a group that is let in anew has another ACL, which revoking the old one does not touch',
    run: async (subject) => {
      const { shares } = subject.array.files;
      const [share, group] = [await aShare(subject), await aGroup(subject)];
      const old = aclOf(await permit(subject, share, { group }), group);
      expectOk(await shares.revoke(share, old, never), 'revoke');
      const fresh = aclOf(await permit(subject, share, { group }), group);
      expectTrue(fresh.id !== old.id, 'another id');
      for (const change of ['restrict', 'revoke'] as const) {
        const after = expectOk(await shares[change](share, old, never), change);
        expectEqual(aclOf(after, group), fresh, change);
      }
    },
  },
  {
    name: 'of a share that is gone every ACL is gone',
    run: async (subject) => {
      const { shares } = subject.array.files;
      const [share, group] = [await aShare(subject), await aGroup(subject)];
      const acl = aclOf(await permit(subject, share, { group }), group);
      expectOk(await shares.remove(share, never), 'remove');
      for (const change of ['restrict', 'revoke'] as const) {
        expectEqual(expectOk(await shares[change](share, acl, never), change).acls, [], change);
      }
    },
  },
];
