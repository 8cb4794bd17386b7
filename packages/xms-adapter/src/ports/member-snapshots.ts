import {
  failed,
  ok,
  type BlockSnapshot,
  type CancelSignal,
  type NewGroupSnapshot,
  type Problem,
  type Result,
} from '@twinsite/domain';
import { decodeSnapshot } from '../wire/snapshot.js';
import type { WireGroup } from '../wire/volume-group.js';
import type { ArrayContext } from './array-context.js';
import { toBlockSnapshot } from './to-block-snapshot.js';

interface Wanted {
  readonly spec: NewGroupSnapshot;
  /** The group snapshot. */
  readonly group: WireGroup;
}

/** The parts of a group snapshot, in the order of the volumes. There is no filter for them: what each names counts. */
export async function memberSnapshots(
  { client }: ArrayContext,
  { spec: { name, volumes }, group }: Wanted,
  signal: CancelSignal,
): Promise<Result<readonly BlockSnapshot[], Problem>> {
  const request = { path: '/block-snapshots/', key: 'block_snapshots', operation: `list parts of ${name}` };
  const rows = await client.list(request, decodeSnapshot, signal);
  if (!rows.ok) return rows;
  const parts = rows.value
    .filter(({ groupSnapshot }) => groupSnapshot?.id === group.id)
    .flatMap((row) => toBlockSnapshot(row, client.array) ?? []);
  const ordered = volumes.flatMap(({ id }) => parts.find(({ volume }) => volume.id === id) ?? []);
  if (ordered.length < volumes.length)
    return failed({ kind: 'snapshot-failed', snapshot: name, status: 'without a part for each volume' });
  const broken = ordered.find(({ state }) => state.kind !== 'ready');
  return broken === undefined
    ? ok(ordered)
    : failed({ kind: 'snapshot-failed', snapshot: broken.name, status: broken.state.kind });
}

/** The ids of all parts of it, whatever their volumes. */
export async function memberIds(
  { client }: ArrayContext,
  group: WireGroup,
  signal: CancelSignal,
): Promise<Result<readonly number[], Problem>> {
  const operation = `list parts of ${group.name}`;
  const request = { path: '/block-snapshots/', key: 'block_snapshots', operation };
  const rows = await client.list(request, decodeSnapshot, signal);
  if (!rows.ok) return rows;
  return ok(rows.value.filter(({ groupSnapshot }) => groupSnapshot?.id === group.id).map(({ id }) => id));
}
