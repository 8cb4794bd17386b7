import { ApiFault } from '../../http/api-fault.js';
import type { Call, Reply } from '../../http/call.js';
import type { FsShareAcl } from '../../state/records.js';
import type { World } from '../../world.js';
import { listReply } from '../list-reply.js';
import { compact, link, times } from '../render.js';
import type { Routes } from '../route.js';

export const shareAclRoutes: Routes = { 'GET /fs-nfs-share-acls/': list };

function list(world: World, call: Call): Reply {
  const share = shareAsked(world, call);
  const rows = world.state.fsShareAcls.where((acl) => (share ?? acl.shareId) === acl.shareId);
  const render = (acl: FsShareAcl): Record<string, unknown> => renderAcl(world, acl);
  return listReply(world, call, { key: 'fs_nfs_share_acls', rows, render });
}

/** The share a list is about; 400 without one where the array lists for one share alone. */
export function shareAsked(world: World, call: Call): number | undefined {
  const share = call.query.int('fs_nfs_share_id');
  if (share === undefined && world.switches().listsOfShares === 'one-share')
    throw new ApiFault(400, 'fs_nfs_share_id is required');
  return share;
}

function renderAcl({ state }: World, acl: FsShareAcl): Record<string, unknown> {
  const { who } = acl;
  const group = who.type === 'client_group' ? state.fsClientGroups.get(who.clientGroupId) : undefined;
  const client = who.type === 'client' ? state.fsClients.get(who.clientId) : undefined;
  return compact({
    ...times(acl),
    id: acl.id,
    type: who.type,
    permission: acl.permission,
    sync: acl.sync,
    all_squash: acl.allSquash,
    root_squash: acl.rootSquash,
    fs_client_group: link(group),
    fs_client: link(client),
    fs_nfs_share: { id: acl.shareId },
  });
}
