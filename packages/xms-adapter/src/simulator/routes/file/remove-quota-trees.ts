import { ApiFault } from '../../http/api-fault.js';
import type { Body } from '../../http/call.js';
import type { FsFolder, FsQuotaTree } from '../../state/records.js';
import type { World } from '../../world.js';
import { demandFiles, demandRow, taken } from './demand-file.js';
import { destroyShare } from './destroy-share.js';
import { refuseBusyTree } from './quota-tree-routes.js';

/** With all data in them. All or none. */
export function removeQuotaTrees(world: World, folder: FsFolder, body: Body): void {
  const ids = body.inner('fs_folder').ints('fs_quota_tree_ids') ?? [];
  const trees = ids.map((id) => demandRow(world.state.fsQuotaTrees, id, 'fs quota tree'));
  for (const tree of trees) {
    if (tree.folderId !== folder.id)
      throw new ApiFault(404, `fs quota tree ${tree.id} is not in folder ${folder.name}`);
    refuseBusyTree(world, tree);
    if (sharesOfTree(world, tree).length > 0 && world.switches().deleteSharedTree === 'refused')
      throw taken(world, `quota tree ${tree.name} is shared`);
  }
  for (const tree of trees) destroyTree(world, folder, tree);
}

export const sharesOfTree = (world: World, tree: FsQuotaTree) =>
  world.state.fsShares.where((share) => share.quotaTreeId === tree.id);

function destroyTree(world: World, folder: FsFolder, tree: FsQuotaTree): void {
  const { plane } = demandFiles(world);
  tree.status = 'deleting';
  tree.updatedAt = world.clock.now();
  void world.jobs.start({
    kind: 'quota-tree',
    id: tree.id,
    work: async (signal) => {
      await Promise.all(sharesOfTree(world, tree).map((share) => destroyShare(world, share)));
      await plane.removeTree({ folder: folder.name, id: tree.id }, signal);
    },
    settle: (outcome) => {
      if (outcome === 'done') world.state.fsQuotaTrees.delete(tree.id);
      else tree.status = 'error';
    },
  });
}
