import { withDeadline } from '../../export/deadline.js';
import { ApiFault } from '../../http/api-fault.js';
import type { Call, Reply } from '../../http/call.js';
import type { FsQuotaTree } from '../../state/records.js';
import type { World } from '../../world.js';
import { listReply } from '../list-reply.js';
import { compact, link, times, word } from '../render.js';
import type { Routes } from '../route.js';
import { backingOfTree, refuseOvercommit } from './add-quota-trees.js';
import { demandFiles, demandRow } from './demand-file.js';

export const quotaTreeRoutes: Routes = {
  'GET /fs-quota-trees/': list,
  'GET /fs-quota-trees/{id}': (world, call) => showTree(world, demandTree(world, call.id), 200),
  'PATCH /fs-quota-trees/{id}': update,
};

const demandTree = (world: World, id: number): FsQuotaTree =>
  demandRow(world.state.fsQuotaTrees, id, 'fs quota tree');

/** 400 while another change of the tree has not settled. */
export function refuseBusyTree(world: World, tree: FsQuotaTree): void {
  if (world.jobs.busy('quota-tree', tree.id))
    throw new ApiFault(400, `quota tree ${tree.name} is busy: ${tree.status} ${tree.actionStatus}`);
}

async function showTree(world: World, tree: FsQuotaTree, status: number): Promise<Reply> {
  const used = await usage(world, [tree]);
  const body = { fs_quota_tree: renderTree(world, tree, used) };
  world.jobs.observe('quota-tree', tree.id);
  return { status, body };
}

async function list(world: World, call: Call): Promise<Reply> {
  const folder = call.query.int('fs_folder_id');
  const rows = world.state.fsQuotaTrees.where((tree) => (folder ?? tree.folderId) === tree.folderId);
  const used = await usage(world, rows);
  const render = (tree: FsQuotaTree): Record<string, unknown> => renderTree(world, tree, used);
  const reply = listReply(world, call, { key: 'fs_quota_trees', rows, render, text: (tree) => tree.name });
  for (const { id } of rows) world.jobs.observe('quota-tree', id);
  return reply;
}

/** Bytes in use by tree id; nothing while the folders cannot be asked. */
async function usage(world: World, trees: readonly FsQuotaTree[]): Promise<ReadonlyMap<number, bigint>> {
  const { state, files, clock, callMs } = world;
  const ids = new Set(trees.map(({ folderId }) => folderId));
  const never = new AbortController().signal;
  const asked = [...ids].map((id) =>
    withDeadline(clock, callMs, never, (signal) => {
      const folder = state.fsFolders.get(id)?.name ?? '';
      return files?.plane.usage(folder, signal) ?? Promise.resolve(new Map<number, bigint>());
    }).catch(() => new Map<number, bigint>()),
  );
  return new Map((await Promise.all(asked)).flatMap((used) => [...used]));
}

function update(world: World, call: Call): Promise<Reply> {
  const tree = demandTree(world, call.id);
  const asked = call.body.inner('fs_quota_tree');
  refuseBusyTree(world, tree);
  if (asked.has('name')) throw new ApiFault(400, 'a quota tree cannot be renamed here');
  tree.softQuotaSize = asked.int('soft_quota_size') ?? tree.softQuotaSize;
  const size = asked.int('size');
  if (size !== undefined && size !== tree.size) resize(world, tree, size);
  return showTree(world, tree, 202);
}

function resize(world: World, tree: FsQuotaTree, size: number): void {
  const { plane } = demandFiles(world);
  const folder = demandRow(world.state.fsFolders, tree.folderId, 'fs folder');
  refuseOvercommit(world, folder, size - tree.size);
  const before = tree.size;
  tree.actionStatus = 'resizing';
  if (world.switches().resize === 'at-once') tree.size = size;
  void world.jobs.start({
    kind: 'quota-tree',
    id: tree.id,
    work: (signal) => plane.ensureTree(backingOfTree(world, tree, size), signal),
    settle: (outcome) => {
      tree.size = outcome === 'done' ? size : before;
      tree.actionStatus = outcome === 'done' ? 'active' : 'error';
      tree.updatedAt = world.clock.now();
    },
  });
}

function renderTree(world: World, tree: FsQuotaTree, used: ReadonlyMap<number, bigint>) {
  return compact({
    ...times(tree),
    id: tree.id,
    name: tree.name,
    size: tree.size,
    soft_quota_size: tree.softQuotaSize,
    used_kbyte: Math.ceil(Number(used.get(tree.id) ?? 0n) / 1024),
    shared: world.state.fsShares.find((share) => share.quotaTreeId === tree.id) !== undefined,
    status: word(world, tree.status),
    action_status: word(world, tree.actionStatus),
    fs_folder: link(world.state.fsFolders.get(tree.folderId)),
  });
}
