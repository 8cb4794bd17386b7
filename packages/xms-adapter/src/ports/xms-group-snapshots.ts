import {
  failed,
  ok,
  type BlockSnapshot,
  type CancelSignal,
  type GroupSnapshots,
  type NewGroupSnapshot,
  type Problem,
  type Result,
} from '@twinsite/domain';
import { pollUntilSettled, type Look } from '../client/poll.js';
import { refusedWith } from '../client/refusal.js';
import { settledBy } from '../wire/settled.js';
import { decodeGroup, type WireGroup } from '../wire/volume-group.js';
import type { ArrayContext } from './array-context.js';
import { ensureVolumeGroup } from './ensure-volume-group.js';
import { findGroup } from './find-group.js';
import { memberSnapshots } from './member-snapshots.js';
import { removeGroup, removeGroupSnapshot } from './remove-group-snapshot.js';

/**
 * `/block-volume-groups/`, `/block-volume-group-snapshots/`. One group snapshot cannot be read by itself with any certainty (the API
 * gives that reply the shape of another object), so the lists are read.
 */
export class XmsGroupSnapshots implements GroupSnapshots {
  private readonly array: ArrayContext;

  constructor(array: ArrayContext) {
    this.array = array;
  }

  async take(
    spec: NewGroupSnapshot,
    signal: CancelSignal,
  ): Promise<Result<readonly BlockSnapshot[], Problem>> {
    const taken = await this.ensure(spec, signal);
    if (!taken.ok) return taken;
    const settled = await this.settle(spec.name, signal);
    return settled.ok ? memberSnapshots(this.array, { spec, group: settled.value }, signal) : settled;
  }

  async remove(name: string, signal: CancelSignal): Promise<Result<void, Problem>> {
    const gone = await removeGroupSnapshot(this.array, name, signal);
    return gone.ok ? removeGroup(this.array, name, signal) : gone;
  }

  private async ensure(spec: NewGroupSnapshot, signal: CancelSignal): Promise<Result<void, Problem>> {
    const { name, description } = spec;
    const key = 'block_volume_group_snapshots';
    const known = await findGroup(this.array, { key, name }, signal);
    if (!known.ok || known.value !== undefined) return known.ok ? ok(undefined) : known;
    const group = await ensureVolumeGroup(this.array, spec, signal);
    if (!group.ok) return group;
    const asked = { block_volume_group_id: group.value.id, name, description };
    const made = await this.array.client.change(
      'POST',
      {
        path: '/block-volume-group-snapshots/',
        body: { block_volume_group_snapshot: asked },
        operation: `take group snapshot ${name}`,
        decode: (from) => decodeGroup(from.object('block_volume_group_snapshot')),
      },
      signal,
    );
    if (made.ok) return ok(undefined);
    if (!refusedWith(made.problem, 400, 409)) return made;
    const now = await findGroup(this.array, { key, name }, signal);
    return now.ok && now.value !== undefined ? ok(undefined) : made;
  }

  private async settle(name: string, signal: CancelSignal): Promise<Result<WireGroup, Problem>> {
    const look = async (): Promise<Result<Look<WireGroup | undefined>, Problem>> => {
      const now = await findGroup(this.array, { key: 'block_volume_group_snapshots', name }, signal);
      if (!now.ok) return now;
      const isOpen = now.value !== undefined && settledBy(now.value.status) === 'in-progress';
      return ok(
        isOpen ? { kind: 'unsettled', status: now.value.status } : { kind: 'settled', value: now.value },
      );
    };
    const object = `group snapshot ${name}`;
    const settled = await pollUntilSettled(
      this.array,
      { array: this.array.client.array, object, look },
      signal,
    );
    if (!settled.ok) return settled;
    const status = settled.value?.status ?? 'gone from the array';
    return settled.value === undefined || settledBy(status) === 'failed'
      ? failed({ kind: 'snapshot-failed', snapshot: name, status })
      : ok(settled.value);
  }
}
