import { failed, ok } from '@twinsite/domain';
import type { BlockVolume, Bytes, CancelSignal, Problem, Result, VolumeChanges } from '@twinsite/domain';
import { pollUntilSettled, type Look } from '../client/poll.js';
import { refusedWith } from '../client/refusal.js';
import { settledBy } from '../wire/settled.js';
import type { WireVolume } from '../wire/volume.js';
import type { ArrayContext } from './array-context.js';
import { readRow, readVolume } from './settle-volume.js';
import { toBlockVolume } from './to-block-volume.js';

interface Change {
  /** In words, for messages. */
  readonly what: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly isMade: (volume: BlockVolume) => boolean;
}

/** `PATCH /block-volumes/{id}`: it answers at once, and the attribute asked for shows when the array has done it. */
export class XmsVolumeChanges implements VolumeChanges {
  private readonly array: ArrayContext;

  constructor(array: ArrayContext) {
    this.array = array;
  }

  async describe(
    volume: BlockVolume,
    description: string,
    signal: CancelSignal,
  ): Promise<Result<void, Problem>> {
    const isMade = (now: BlockVolume): boolean => now.description === description;
    const change = { what: 'describe', fields: { description }, isMade };
    const ordered = await this.order(volume, change, signal);
    return ordered.ok ? ok(undefined) : ordered;
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
    const isMade = (now: BlockVolume): boolean => now.size >= size;
    return this.make(volume, { what: 'resize', fields: { size: bytes }, isMade }, signal);
  }

  async flatten(volume: BlockVolume, signal: CancelSignal): Promise<Result<BlockVolume, Problem>> {
    if (volume.parentSnapshot === undefined) return ok(volume);
    const isMade = (now: BlockVolume): boolean => now.parentSnapshot === undefined;
    return this.make(volume, { what: 'flatten', fields: { flattened: true }, isMade }, signal);
  }

  private async make(
    volume: BlockVolume,
    change: Change,
    signal: CancelSignal,
  ): Promise<Result<BlockVolume, Problem>> {
    const ordered = await this.order(volume, change, signal);
    return ordered.ok ? this.until(volume, change, signal) : ordered;
  }

  /** A refusal may be about the same change that is under way, and no answer may hide one: reading tells. */
  private async order(
    volume: BlockVolume,
    { what, fields, isMade }: Change,
    signal: CancelSignal,
  ): Promise<Result<void, Problem>> {
    const path = `/block-volumes/${volume.id}`;
    const operation = `${what} volume ${volume.name}`;
    const request = { path, body: { block_volume: fields }, operation };
    const ordered = await this.array.client.order('PATCH', request, signal);
    if (ordered.ok || !leavesOpen(ordered.problem)) return ordered;
    const now = await readVolume(this.array, volume, signal);
    if (!now.ok) return ordered;
    const isUnderWay = what !== 'describe' && now.value.state.kind === 'settling';
    return isMade(now.value) || isUnderWay ? ok(undefined) : ordered;
  }

  /** Settled is not enough: the attribute has to be seen, since an action may not have begun yet. */
  private async until(
    volume: BlockVolume,
    change: Change,
    signal: CancelSignal,
  ): Promise<Result<BlockVolume, Problem>> {
    let failures = 0;
    const look = async (): Promise<Result<Look<BlockVolume>, Problem>> => {
      const row = await readRow(this.array, volume, signal);
      if (!row.ok) return row;
      const now = this.toDomain(row.value, volume);
      if (now.state.kind === 'settling') return ok({ kind: 'unsettled', status: now.state.status });
      if (now.state.kind === 'failed') return failed(volumeFailed(volume, now.state.status));
      if (change.isMade(now)) return ok({ kind: 'settled', value: now });
      if (settledBy(row.value.actionStatus) === 'failed') failures += 1;
      return failures > FAILURE_PATIENCE
        ? failed(volumeFailed(volume, `${change.what}: ${row.value.actionStatus}`))
        : ok({ kind: 'unsettled', status: 'not changed yet' });
    };
    const waiting = { array: this.array.client.array, object: `volume ${volume.name}`, look };
    const settled = await pollUntilSettled(this.array, waiting, signal);
    return !settled.ok && refusedWith(settled.problem, 404)
      ? failed(volumeFailed(volume, 'gone from the array'))
      : settled;
  }

  private toDomain(row: WireVolume, { name }: BlockVolume): BlockVolume {
    const { client, identityRule } = this.array;
    return toBlockVolume(row, name, { name: client.array, identityRule });
  }
}

/** How often a failed action may be seen: the word may still be that of an earlier one. */
const FAILURE_PATIENCE = 3;

const volumeFailed = ({ name }: BlockVolume, status: string): Problem => ({
  kind: 'volume-failed',
  volume: name,
  status,
});

const leavesOpen = (problem: Problem): boolean =>
  problem.kind === 'outcome-unknown' || refusedWith(problem, 400, 409);
