import { ok, type CancelSignal, type Problem, type Result } from '@twinsite/domain';
import { decodeGroup, type WireGroup } from '../wire/volume-group.js';
import type { ArrayContext } from './array-context.js';

export type GroupKey = 'block_volume_groups' | 'block_volume_group_snapshots';

const PATHS: Readonly<Record<GroupKey, string>> = {
  block_volume_groups: '/block-volume-groups/',
  block_volume_group_snapshots: '/block-volume-group-snapshots/',
};

/** The oldest of its name. The whole list is read: the array's search learns of new rows late. */
export async function findGroup(
  { client }: ArrayContext,
  { key, name }: { readonly key: GroupKey; readonly name: string },
  signal: CancelSignal,
): Promise<Result<WireGroup | undefined, Problem>> {
  const request = { path: PATHS[key], key, operation: `list ${key.replaceAll('_', ' ')}` };
  const rows = await client.list(request, decodeGroup, signal);
  if (!rows.ok) return rows;
  const [first] = rows.value.filter((row) => row.name === name).sort((one, other) => one.id - other.id);
  return ok(first);
}
