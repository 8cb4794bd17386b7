import { ok, type BlockSnapshot, type CancelSignal, type Problem, type Result } from '@twinsite/domain';
import { decodeSnapshot } from '../wire/snapshot.js';
import type { ArrayContext } from './array-context.js';
import { toBlockSnapshot } from './to-block-snapshot.js';

/** All snapshots, or those of one volume, ordered by id. There is no filter for names. */
export async function listSnapshots(
  { client }: ArrayContext,
  of: { readonly id: string; readonly name: string } | undefined,
  signal: CancelSignal,
): Promise<Result<readonly BlockSnapshot[], Problem>> {
  const request = {
    path: '/block-snapshots/',
    ...(of === undefined ? {} : { query: { block_volume_id: of.id } }),
    key: 'block_snapshots',
    operation: of === undefined ? 'list snapshots' : `list snapshots of volume ${of.name}`,
  };
  const rows = await client.list(request, decodeSnapshot, signal);
  if (!rows.ok) return rows;
  const snapshots = [...rows.value]
    .sort((a, b) => a.id - b.id)
    .flatMap((row) => toBlockSnapshot(row, client.array) ?? []);
  return ok(snapshots.filter(({ volume }) => of === undefined || volume.id === of.id));
}
