import { failed, ok, type CancelSignal, type Problem, type Result } from '@twinsite/domain';
import { pollUntilSettled, type Look } from '../client/poll.js';
import { refusedWith } from '../client/refusal.js';
import { settledBy } from '../wire/settled.js';
import { decodeVolume } from '../wire/volume.js';
import type { WireGroup } from '../wire/volume-group.js';
import type { ArrayContext } from './array-context.js';
import { findGroup } from './find-group.js';
import { memberIds } from './member-snapshots.js';
import { dependsOn } from './to-block-volume.js';

/** Deletes a group snapshot that no volume depends on, which is asked before, and waits until it is gone. */
export async function removeGroupSnapshot(
  array: ArrayContext,
  name: string,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const found = await findGroup(array, { key: 'block_volume_group_snapshots', name }, signal);
  if (!found.ok) return found;
  if (found.value === undefined) return ok(undefined);
  const free = await refuseInUse(array, found.value, signal);
  if (!free.ok) return free;
  const path = `/block-volume-group-snapshots/${found.value.id}`;
  const ordered = await array.client.order(
    'DELETE',
    { path, operation: `delete group snapshot ${name}` },
    signal,
  );
  if (!ordered.ok && !refusedWith(ordered.problem, 404)) return ordered;
  return untilGone(array, name, signal);
}

/** `DELETE /block-volume-groups/{id}`: volumes stay. */
export async function removeGroup(
  array: ArrayContext,
  name: string,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const found = await findGroup(array, { key: 'block_volume_groups', name }, signal);
  if (!found.ok) return found;
  if (found.value === undefined) return ok(undefined);
  const request = {
    path: `/block-volume-groups/${found.value.id}`,
    operation: `delete volume group ${name}`,
  };
  const ordered = await array.client.order('DELETE', request, signal);
  return ordered.ok || refusedWith(ordered.problem, 404) ? ok(undefined) : ordered;
}

async function refuseInUse(
  array: ArrayContext,
  group: WireGroup,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const parts = await memberIds(array, group, signal);
  if (!parts.ok) return parts;
  const operation = `list volumes made from ${group.name}`;
  const request = { path: '/block-volumes/', key: 'block_volumes', operation };
  const rows = await array.client.list(request, decodeVolume, signal);
  if (!rows.ok) return rows;
  const clones = rows.value.filter((row) => parts.value.includes(dependsOn(row) ?? 0));
  const names = clones.map((row) => (row.recycled ? `${row.name} (in the trash)` : row.name));
  return names.length === 0
    ? ok(undefined)
    : failed({ kind: 'snapshot-in-use', snapshot: group.name, clones: names });
}

async function untilGone(
  array: ArrayContext,
  name: string,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const look = async (): Promise<Result<Look<WireGroup | undefined>, Problem>> => {
    const now = await findGroup(array, { key: 'block_volume_group_snapshots', name }, signal);
    if (!now.ok) return now;
    const isOver = now.value === undefined || settledBy(now.value.status) === 'failed';
    return ok(
      isOver ? { kind: 'settled', value: now.value } : { kind: 'unsettled', status: now.value.status },
    );
  };
  const object = `deletion of group snapshot ${name}`;
  const gone = await pollUntilSettled(array, { array: array.client.array, object, look }, signal);
  if (!gone.ok || gone.value === undefined) return gone.ok ? ok(undefined) : gone;
  return failed({ kind: 'snapshot-failed', snapshot: name, status: gone.value.status });
}
