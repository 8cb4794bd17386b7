import type { Call, Reply } from '../../http/call.js';
import type { FsFolder } from '../../state/records.js';
import type { World } from '../../world.js';
import { listReply } from '../list-reply.js';
import { compact, link, times, word } from '../render.js';
import type { Routes } from '../route.js';
import { addQuotaTrees } from './add-quota-trees.js';
import { demandRow } from './demand-file.js';
import { renderGatewayGroup } from './file-gateway-routes.js';
import { removeQuotaTrees } from './remove-quota-trees.js';

export const folderRoutes: Routes = {
  'GET /fs-folders/': list,
  'GET /fs-folders/{id}': (world, call) => showFolder(world, demandFolder(world, call.id), 200),
  'PUT /fs-folders/{id}/fs-quota-trees': (world, call) => {
    const folder = demandFolder(world, call.id);
    addQuotaTrees(world, folder, call.body);
    return showFolder(world, folder, 202);
  },
  'DELETE /fs-folders/{id}/fs-quota-trees': (world, call) => {
    const folder = demandFolder(world, call.id);
    removeQuotaTrees(world, folder, call.body);
    return showFolder(world, folder, 202);
  },
};

const demandFolder = (world: World, id: number): FsFolder =>
  demandRow(world.state.fsFolders, id, 'fs folder');

function showFolder(world: World, folder: FsFolder, status: number): Reply {
  return { status, body: { fs_folder: renderFolder(world, folder) } };
}

function list(world: World, call: Call): Reply {
  const { query } = call;
  const rows = world.state.fsFolders.where((folder) => {
    const group = query.int('fs_gateway_group_id');
    const isInPool = (query.int('pool_id') ?? folder.poolId) === folder.poolId;
    return isInPool && (group === undefined || homeGroup(world, folder)?.id === group);
  });
  const render = (folder: FsFolder): Record<string, unknown> => renderFolder(world, folder);
  return listReply(world, call, { key: 'fs_folders', rows, render, text: (folder) => folder.name });
}

/** A folder is bound to a gateway group by being shared through it. */
function homeGroup(world: World, folder: FsFolder) {
  const share = world.state.fsShares.find((row) => row.folderId === folder.id);
  return share && world.state.fsGatewayGroups.get(share.gatewayGroupId);
}

function renderFolder(world: World, folder: FsFolder): Record<string, unknown> {
  const { state } = world;
  const shares = state.fsShares.where((share) => share.folderId === folder.id);
  const isShared = shares.some((share) => share.quotaTreeId === undefined);
  const areTreesShared = shares.some((share) => share.quotaTreeId !== undefined);
  const group = homeGroup(world, folder);
  const pool = state.pools.get(folder.poolId);
  return compact({
    ...times(folder),
    id: folder.id,
    name: folder.name,
    description: folder.description,
    size: folder.size,
    status: word(world, folder.status),
    action_status: word(world, 'active'),
    formatted: true,
    flattened: true,
    pool: pool && link({ id: pool.id, name: pool.spec.name }),
    fs_gateway_group: group && renderGatewayGroup(world, group),
    fs_quota_tree_num: state.fsQuotaTrees.where((tree) => tree.folderId === folder.id).length,
    shared: isShared,
    share_types: isShared ? ['nfs'] : [],
    quota_tree_shared: areTreesShared,
    quota_tree_share_types: areTreesShared ? ['nfs'] : [],
  });
}
