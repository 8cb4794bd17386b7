import { failed, ok } from '@twinsite/domain';
import type { ArrayAccessPath, CancelSignal, Problem, Result } from '@twinsite/domain';
import { MappingGroups } from '../mapping-groups.js';
import type { ArrayContext } from '../array-context.js';
import { readTargets } from '../read-targets.js';
import { readVipRows } from '../vip-rows.js';
import { removeAndAwait } from './await-gone.js';
import { deletePath } from './create-path.js';
import { removeTarget } from './gateway-targets.js';
import { mappedThrough } from './mapped-through.js';
import { deleteVipGroup } from './xms-vip-setup.js';

/**
 * Empty mapping groups, VIP groups, targets, then the path. An empty mapping group is a node's that has no volume now.
 * Nothing is deleted with `force`, and a mapping group that was made meanwhile stops everything at the next look.
 */
export async function removePath(
  array: ArrayContext,
  path: ArrayAccessPath,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const id = Number(path.id);
  const mapped = await mappedThrough(array.client, id, signal);
  if (!mapped.ok) return mapped;
  const volumes = mapped.value.volumes.size;
  if (volumes > 0) return failed({ kind: 'access-path-in-use', accessPath: path.name, volumes });
  const steps = [
    ...mapped.value.groups.map((group) => () => deleteIfEmpty(array, path, group.id, signal)),
    () => deleteVipGroups(array, path, signal),
    () => deleteTargets(array, path, signal),
    () => deletePath(array, { id, name: path.name }, signal),
  ];
  for (const step of steps) {
    const done = await step();
    if (!done.ok) return done;
  }
  return ok(undefined);
}

/** Looked at once more right before: the array has no call that deletes a mapping group only while it is empty. */
async function deleteIfEmpty(
  array: ArrayContext,
  path: ArrayAccessPath,
  id: number,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const groups = new MappingGroups(array.client);
  const luns = await groups.luns(id, signal);
  if (!luns.ok) return luns;
  const volumes = luns.value.length;
  if (volumes > 0) return failed({ kind: 'access-path-in-use', accessPath: path.name, volumes });
  const look = async (): Promise<Result<string | undefined, Problem>> => {
    const listed = await groups.list({ access_path_id: Number(path.id) }, signal);
    return listed.ok ? ok(listed.value.find((group) => group.id === id)?.status) : listed;
  };
  const request = { path: `/mapping-groups/${id}` };
  return removeAndAwait(array, { object: `mapping group ${id}`, request, look }, signal);
}

async function deleteVipGroups(
  array: ArrayContext,
  path: ArrayAccessPath,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const at = { id: Number(path.id), name: path.name };
  const rows = await readVipRows(array.client, at, signal);
  if (!rows.ok) return rows;
  for (const { id } of rows.value.groups) {
    const unmapped = await stillUnmapped(array, path, signal);
    if (!unmapped.ok) return unmapped;
    const deleted = await deleteVipGroup(array, at, id, signal);
    if (!deleted.ok) return deleted;
  }
  return ok(undefined);
}

async function deleteTargets(
  array: ArrayContext,
  path: ArrayAccessPath,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const targets = await readTargets(array.client, { access_path_id: Number(path.id) }, signal);
  if (!targets.ok) return targets;
  for (const { hostName: gateway } of targets.value) {
    const unmapped = await stillUnmapped(array, path, signal);
    if (!unmapped.ok) return unmapped;
    const removed = await removeTarget(array, path, { gateway, force: false }, signal);
    if (!removed.ok) return removed;
  }
  return ok(undefined);
}

/** A publish may have mapped a volume since the last look: its ways stay. */
async function stillUnmapped(
  { client }: ArrayContext,
  { id, name }: ArrayAccessPath,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const mapped = await mappedThrough(client, Number(id), signal);
  if (!mapped.ok) return mapped;
  const { groups, volumes } = mapped.value;
  if (groups.length === 0) return ok(undefined);
  return failed({ kind: 'access-path-in-use', accessPath: name, volumes: volumes.size });
}
