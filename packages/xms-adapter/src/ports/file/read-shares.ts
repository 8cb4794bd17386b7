import { all, ok } from '@twinsite/domain';
import type { AclSubject, CancelSignal, NfsShare, Problem, Result, ShareAcl } from '@twinsite/domain';
import { boundedAll } from '../../client/bounded.js';
import { refusedWith } from '../../client/refusal.js';
import { decodeShare, decodeShareAcl, type WireShare, type WireShareAcl } from '../../wire/file/fs-share.js';
import type { ArrayContext } from '../array-context.js';
import { listFiles } from './list-files.js';

/** Shares of a folder and of its quota trees, in the order of their ids. */
export async function listShares(
  array: ArrayContext,
  folder: { readonly id: string },
  signal: CancelSignal,
): Promise<Result<readonly WireShare[], Problem>> {
  const folderId = Number(folder.id);
  const query = { fs_folder_id: folderId };
  const request = { path: '/fs-nfs-shares/', query, key: 'fs_nfs_shares', operation: 'list NFS shares' };
  const rows = await listFiles(array, request, decodeShare, signal);
  if (!rows.ok) return rows;
  const own = rows.value.filter((row) => (row.folderId ?? folderId) === folderId);
  return ok([...own].sort((a, b) => a.id - b.id));
}

/** With their ACLs: one list of all is read, or one for each share where the array wants to be asked so. */
export async function withAcls(
  array: ArrayContext,
  shares: readonly WireShare[],
  signal: CancelSignal,
): Promise<Result<readonly NfsShare[], Problem>> {
  if (shares.length === 1) {
    return all(await Promise.all(shares.map((share) => withOwnAcls(array, share, signal))));
  }
  const acls = await listAcls(array, {}, signal);
  if (acls.ok) return ok(shares.map((share) => toShare(share, acls.value)));
  if (!refusedWith(acls.problem, 400)) return acls;
  return boundedAll(shares, LANES, (share) => withOwnAcls(array, share, signal));
}

const LANES = 8;

export async function withOwnAcls(
  array: ArrayContext,
  share: WireShare,
  signal: CancelSignal,
): Promise<Result<NfsShare, Problem>> {
  const acls = await listAcls(array, { fs_nfs_share_id: share.id }, signal);
  if (!acls.ok) return acls;
  return ok(
    toShare(
      share,
      acls.value.map((acl) => ({ ...acl, shareId: acl.shareId ?? share.id })),
    ),
  );
}

function listAcls(
  array: ArrayContext,
  query: Readonly<Record<string, number>>,
  signal: CancelSignal,
): Promise<Result<readonly WireShareAcl[], Problem>> {
  const request = {
    path: '/fs-nfs-share-acls/',
    query,
    key: 'fs_nfs_share_acls',
    operation: 'list the ACLs of NFS shares',
  };
  return listFiles(array, request, decodeShareAcl, signal);
}

function toShare(share: WireShare, acls: readonly WireShareAcl[]): NfsShare {
  const own = acls.filter(({ shareId }) => shareId === share.id);
  return {
    id: String(share.id),
    folder: String(share.folderId ?? ''),
    tree: share.quotaTreeId === undefined ? undefined : String(share.quotaTreeId),
    gatewayGroup: String(share.gatewayGroupId ?? ''),
    acls: [...own].sort((a, b) => a.id - b.id).map(toAcl),
  };
}

/** Any word but RO lets somebody write, as far as anybody knows. */
const toAcl = (acl: WireShareAcl): ShareAcl => ({
  id: String(acl.id),
  who: subjectOf(acl),
  permission: /^ro$/i.test(acl.permission) ? 'read-only' : 'read-write',
  changed: acl.updated,
});

/** An ACL that names nobody is for everyone: of the words of `type` only one is known to say that. */
function subjectOf({ group, client }: WireShareAcl): AclSubject {
  if (group !== undefined) return { kind: 'group', id: String(group.id), name: group.name };
  if (client !== undefined) return { kind: 'client', id: String(client.id), name: client.name };
  return { kind: 'everyone' };
}
