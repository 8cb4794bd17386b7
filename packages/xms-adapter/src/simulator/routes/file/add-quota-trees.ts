import { ApiFault } from '../../http/api-fault.js';
import type { Body } from '../../http/call.js';
import type { FsFolder, FsQuotaTree } from '../../state/records.js';
import type { World } from '../../world.js';
import { demandName } from '../demand.js';
import { demandFiles, taken } from './demand-file.js';

/** Adds to the trees that the folder has. All or none. */
export function addQuotaTrees(world: World, folder: FsFolder, body: Body): void {
  const asked = body.inner('fs_folder').list('fs_quota_trees') ?? [];
  for (const tree of asked) {
    const name = demandName(tree.text('name'));
    if (name.includes('/')) throw new ApiFault(400, `quota tree name ${name} is no name of a directory`);
    if (treesOf(world, folder).some((other) => other.name === name))
      throw taken(world, `quota tree name ${name} is in use in folder ${folder.name}`);
  }
  refuseOvercommit(
    world,
    folder,
    asked.reduce((sum, tree) => sum + sizeOf(tree), 0),
  );
  for (const tree of asked) addTree(world, folder, tree);
}

/** 400 when `more` bytes do not fit, and the array minds. */
export function refuseOvercommit(world: World, folder: FsFolder, more: number): void {
  const promised = treesOf(world, folder).reduce((sum, tree) => sum + tree.size, 0);
  if (world.switches().folderOvercommit === 'refused' && promised + more > folder.size)
    throw new ApiFault(400, `folder ${folder.name} has ${folder.size - promised} bytes left`);
}

export function backingOfTree(world: World, tree: FsQuotaTree, size: number) {
  const { id, name, folderId } = tree;
  const folder = world.state.fsFolders.get(folderId)?.name ?? '';
  return { folder, id, name, sizeBytes: BigInt(size) };
}

const treesOf = (world: World, folder: FsFolder): FsQuotaTree[] =>
  world.state.fsQuotaTrees.where((tree) => tree.folderId === folder.id);

function sizeOf(tree: Body): number {
  const size = tree.int('size') ?? 0;
  if (size < 1) throw new ApiFault(400, 'size must be a positive number of bytes');
  return size;
}

function addTree(world: World, folder: FsFolder, asked: Body): void {
  const { plane } = demandFiles(world);
  const now = world.clock.now();
  const size = sizeOf(asked);
  const tree = world.state.fsQuotaTrees.insert((id) => ({
    id,
    createdAt: now,
    updatedAt: now,
    folderId: folder.id,
    name: demandName(asked.text('name')),
    size,
    softQuotaSize: asked.int('soft_quota_size') ?? 0,
    status: 'creating',
    actionStatus: 'active',
  }));
  void world.jobs.start({
    kind: 'quota-tree',
    id: tree.id,
    work: (signal) => plane.ensureTree(backingOfTree(world, tree, size), signal),
    settle: (outcome) => {
      tree.status = outcome === 'done' ? 'active' : 'error';
      tree.updatedAt = world.clock.now();
    },
  });
}
