import { gatewaysOfShare } from '../../export/desired-file-exports.js';
import { ApiFault } from '../../http/api-fault.js';
import type { Call, Reply } from '../../http/call.js';
import type { FsShare } from '../../state/records.js';
import type { World } from '../../world.js';
import { listReply } from '../list-reply.js';
import { compact, link, times, word } from '../render.js';
import type { Routes } from '../route.js';
import { addAcls, changeAcls, removeAcls } from './change-acls.js';
import { demandFiles, demandRow, namedRow, taken } from './demand-file.js';
import { destroyShare } from './destroy-share.js';
import { insertAcl, readAcls } from './read-acls.js';

export const shareRoutes: Routes = {
  'GET /fs-nfs-shares/': list,
  'POST /fs-nfs-shares/': create,
  'GET /fs-nfs-shares/{id}': (world, call) => show(world, demandShare(world, call), 200),
  'DELETE /fs-nfs-shares/{id}': (world, call) => {
    const share = demandWhole(world, call);
    void destroyShare(world, share);
    return show(world, share, 202);
  },
  'POST /fs-nfs-shares/{id}:add-acls': (world, call) => changed(world, call, addAcls),
  'POST /fs-nfs-shares/{id}:update-acls': (world, call) => changed(world, call, changeAcls),
  'POST /fs-nfs-shares/{id}:remove-acls': (world, call) => changed(world, call, removeAcls),
};

const demandShare = (world: World, { id }: Call): FsShare =>
  demandRow(world.state.fsShares, id, 'fs nfs share');

function demandWhole(world: World, call: Call): FsShare {
  const share = demandShare(world, call);
  if (share.status === 'deleting') throw new ApiFault(409, `fs nfs share ${share.id} is being deleted`);
  return share;
}

function changed(
  world: World,
  call: Call,
  change: (world: World, share: FsShare, call: Call) => void,
): Reply {
  const share = demandWhole(world, call);
  change(world, share, call);
  return show(world, share, 202);
}

function show(world: World, share: FsShare, status: number): Reply {
  const body = { fs_nfs_share: renderShare(world, share) };
  world.jobs.observe('nfs-share', share.id);
  return { status, body };
}

function list(world: World, call: Call): Reply {
  const folder = call.query.int('fs_folder_id');
  const group = call.query.int('fs_gateway_group_id');
  const rows = world.state.fsShares.where(
    (share) =>
      (folder ?? share.folderId) === share.folderId &&
      (group ?? share.gatewayGroupId) === share.gatewayGroupId,
  );
  const render = (share: FsShare): Record<string, unknown> => renderShare(world, share);
  const reply = listReply(world, call, { key: 'fs_nfs_shares', rows, render });
  for (const { id } of rows) world.jobs.observe('nfs-share', id);
  return reply;
}

function create(world: World, call: Call): Reply {
  const { state } = world;
  const { exporter } = demandFiles(world);
  const asked = call.body.inner('fs_nfs_share');
  const folder = namedRow(state.fsFolders, asked.int('fs_folder_id'), 'fs folder');
  const group = namedRow(state.fsGatewayGroups, asked.int('fs_gateway_group_id'), 'fs gateway group');
  const quotaTreeId = treeOf(world, folder.id, asked.int('fs_quota_tree_id'));
  const same = state.fsShares.find((row) => row.folderId === folder.id && row.quotaTreeId === quotaTreeId);
  if (same && world.switches().sameShare === 'refused')
    throw taken(world, `it is shared by ${same.id} already`);
  const acls = readAcls(world, undefined, asked.list('fs_nfs_share_acls') ?? []);
  const now = world.clock.now();
  const row = { createdAt: now, updatedAt: now, folderId: folder.id, gatewayGroupId: group.id, quotaTreeId };
  const share = state.fsShares.insert((id) => ({ id, ...row, status: 'creating', actionStatus: 'active' }));
  for (const acl of acls) insertAcl(world, share, acl);
  void world.jobs.start({
    kind: 'nfs-share',
    id: share.id,
    work: (signal) => exporter.reached(gatewaysOfShare(state, share), signal),
    settle: (outcome) => {
      if (share.status === 'creating') share.status = outcome === 'done' ? 'active' : 'error';
    },
  });
  return show(world, share, 202);
}

function treeOf(world: World, folderId: number, id: number | undefined): number | undefined {
  if (id === undefined) return undefined;
  const tree = namedRow(world.state.fsQuotaTrees, id, 'fs quota tree');
  if (tree.folderId !== folderId || tree.status !== 'active')
    throw new ApiFault(400, `fs quota tree ${id} is not ready, or in another folder`);
  return tree.id;
}

function renderShare(world: World, share: FsShare): Record<string, unknown> {
  const { state } = world;
  const group = state.fsGatewayGroups.get(share.gatewayGroupId);
  return compact({
    ...times(share),
    id: share.id,
    acl_num: state.fsShareAcls.where((acl) => acl.shareId === share.id).length,
    fs_folder: link(state.fsFolders.get(share.folderId)),
    fs_gateway_group: group && { id: group.id, name: group.name, vip: group.vip, vip_mask: 32 },
    fs_quota_tree: link(state.fsQuotaTrees.get(share.quotaTreeId ?? 0)),
    status: word(world, share.status),
    action_status: word(world, share.actionStatus),
  });
}
