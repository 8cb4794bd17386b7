import {
  failed,
  ok,
  type CancelSignal,
  type NewGroupSnapshot,
  type Problem,
  type Result,
} from '@twinsite/domain';
import { refusedWith } from '../client/refusal.js';
import { nestView } from '../wire/nest-view.js';
import { decodeGroup, type WireGroup } from '../wire/volume-group.js';
import type { ArrayContext } from './array-context.js';
import { findGroup } from './find-group.js';

/** `POST /block-volume-groups/`: the volume group of this name, made where it is missing. */
export async function ensureVolumeGroup(
  array: ArrayContext,
  spec: NewGroupSnapshot,
  signal: CancelSignal,
): Promise<Result<WireGroup, Problem>> {
  const { name, volumes, description } = spec;
  const known = await findGroup(array, { key: 'block_volume_groups', name }, signal);
  if (!known.ok) return known;
  if (known.value !== undefined) return ok(known.value);
  const ids = volumes.map(({ id }) => Number(id));
  const made = await array.client.change(
    'POST',
    {
      path: '/block-volume-groups/',
      body: { block_volume_group: { name, description, block_volume_ids: ids } },
      operation: `create volume group ${name}`,
      decode: (from) => decodeGroup(from.object('block_volume_group')),
    },
    signal,
  );
  if (made.ok || !refusedWith(made.problem, 400, 409)) return made;
  return explainRefusal(array, { spec, refusal: made.problem }, signal);
}

/** Neither a name nor a volume that is taken has a status of its own. */
async function explainRefusal(
  array: ArrayContext,
  { spec, refusal }: { readonly spec: NewGroupSnapshot; readonly refusal: Problem },
  signal: CancelSignal,
): Promise<Result<WireGroup, Problem>> {
  const mine = await findGroup(array, { key: 'block_volume_groups', name: spec.name }, signal);
  if (!mine.ok) return mine;
  if (mine.value !== undefined) return ok(mine.value);
  for (const { id, name: volume } of spec.volumes) {
    const request = { path: `/block-volumes/${id}`, operation: `read volume ${volume}` };
    const group = await array.client.get(
      request,
      (from) => nestView(from.object('block_volume'), 'block_volume_group'),
      signal,
    );
    if (!group.ok) return group;
    if (group.value !== undefined) return failed({ kind: 'volume-grouped', volume, group: group.value.name });
  }
  return failed(refusal);
}
