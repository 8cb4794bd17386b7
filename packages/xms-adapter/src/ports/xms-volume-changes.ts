import { failed, ok } from '@twinsite/domain';
import type { BlockVolume, Bytes, CancelSignal, Problem, Result, VolumeChanges } from '@twinsite/domain';
import { pollUntilSettled, type Look } from '../client/poll.js';
import { refusedWith } from '../client/refusal.js';
import type { ArrayContext } from './array-context.js';
import { readVolume } from './settle-volume.js';

type Wanted = (volume: BlockVolume) => boolean;

/** `PATCH /block-volumes/{id}`: it answers at once, and the attribute asked for shows when the array has done it. */
export class XmsVolumeChanges implements VolumeChanges {
  private readonly array: ArrayContext;

  constructor(array: ArrayContext) {
    this.array = array;
  }

  describe(volume: BlockVolume, description: string, signal: CancelSignal): Promise<Result<void, Problem>> {
    return this.patch(volume, { change: { description }, what: 'describe' }, signal);
  }

  async resize(
    volume: BlockVolume,
    size: Bytes,
    signal: CancelSignal,
  ): Promise<Result<BlockVolume, Problem>> {
    if (volume.size >= size) return ok(volume);
    const bytes = Number(size);
    if (!Number.isSafeInteger(bytes)) {
      const detail = `${size.toString()} bytes is more than the array's API can carry`;
      return failed({ kind: 'capacity-out-of-range', detail });
    }
    const ordered = await this.patch(volume, { change: { size: bytes }, what: 'resize' }, signal);
    return ordered.ok ? this.until(volume, (now) => now.size >= size, signal) : ordered;
  }

  async flatten(volume: BlockVolume, signal: CancelSignal): Promise<Result<BlockVolume, Problem>> {
    if (volume.parentSnapshot === undefined) return ok(volume);
    const ordered = await this.patch(volume, { change: { flattened: true }, what: 'flatten' }, signal);
    return ordered.ok ? this.until(volume, (now) => now.parentSnapshot === undefined, signal) : ordered;
  }

  private patch(
    volume: BlockVolume,
    { change, what }: { readonly change: Readonly<Record<string, unknown>>; readonly what: string },
    signal: CancelSignal,
  ): Promise<Result<void, Problem>> {
    const request = {
      path: `/block-volumes/${volume.id}`,
      body: { block_volume: change },
      operation: `${what} volume ${volume.name}`,
    };
    return this.array.client.order('PATCH', request, signal);
  }

  /** Settled is not enough: the attribute has to be seen, since an action may not have begun yet. */
  private async until(
    volume: BlockVolume,
    isWanted: Wanted,
    signal: CancelSignal,
  ): Promise<Result<BlockVolume, Problem>> {
    const look = async (): Promise<Result<Look<BlockVolume>, Problem>> => {
      const now = await readVolume(this.array, volume, signal);
      if (!now.ok) return now;
      const { state } = now.value;
      if (state.kind === 'failed' || (state.kind === 'ready' && isWanted(now.value)))
        return ok({ kind: 'settled', value: now.value });
      return ok({ kind: 'unsettled', status: state.kind === 'settling' ? state.status : 'not changed yet' });
    };
    const waiting = { array: this.array.client.array, object: `volume ${volume.name}`, look };
    const settled = await pollUntilSettled(this.array, waiting, signal);
    if (!settled.ok) {
      return refusedWith(settled.problem, 404)
        ? failed({ kind: 'volume-failed', volume: volume.name, status: 'gone from the array' })
        : settled;
    }
    const { state } = settled.value;
    return state.kind === 'failed'
      ? failed({ kind: 'volume-failed', volume: volume.name, status: state.status })
      : settled;
  }
}
