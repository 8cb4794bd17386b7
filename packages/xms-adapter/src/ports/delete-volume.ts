import {
  failed,
  ok,
  type BlockVolume,
  type CancelSignal,
  type DeletePolicy,
  type Problem,
  type Result,
} from '@twinsite/domain';
import { pollUntilSettled, type Look } from '../client/poll.js';
import { refusedWith } from '../client/refusal.js';
import { settledBy } from '../wire/settled.js';
import { decodeVolume, type WireVolume } from '../wire/volume.js';
import type { ArrayContext } from './array-context.js';
import { readHolders } from './read-holders.js';

interface Deletion {
  readonly volume: BlockVolume;
  readonly policy: DeletePolicy;
}

/** Deletes past the trash or into it, and waits until the array does not know the volume any more, or has it there. */
export async function deleteVolume(
  array: ArrayContext,
  { volume, policy }: Deletion,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const path = `/block-volumes/${volume.id}`;
  const operation = `delete volume ${volume.name}`;
  const ordered = await array.client.order(
    'DELETE',
    { path, query: { bypass_trash: policy === 'final' }, operation },
    signal,
  );
  if (ordered.ok) return untilGone(array, { volume, policy }, signal);
  if (refusedWith(ordered.problem, 404)) return ok(undefined);
  return refusedWith(ordered.problem, 400, 409)
    ? explainRefusal(array, { volume, refusal: ordered.problem }, signal)
    : ordered;
}

async function untilGone(
  array: ArrayContext,
  { volume, policy }: Deletion,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const request = { path: `/block-volumes/${volume.id}`, operation: `read volume ${volume.name}` };
  const look = async (): Promise<Result<Look<WireVolume | undefined>, Problem>> => {
    const row = await array.client.get(request, (from) => decodeVolume(from.object('block_volume')), signal);
    if (!row.ok) return refusedWith(row.problem, 404) ? ok({ kind: 'settled', value: undefined }) : row;
    const over = row.value.recycled || settledBy(row.value.status) === 'failed';
    return ok(over ? { kind: 'settled', value: row.value } : { kind: 'unsettled', status: row.value.status });
  };
  const waiting = { array: array.client.array, object: `deletion of volume ${volume.name}`, look };
  const settled = await pollUntilSettled(array, waiting, signal);
  if (!settled.ok) return settled;
  if (settled.value === undefined || (settled.value.recycled && policy === 'trash')) return ok(undefined);
  const status = settled.value.recycled
    ? 'in the trash, although its deletion was asked past it'
    : settled.value.status;
  return failed({ kind: 'volume-failed', volume: volume.name, status });
}

/** A volume in use has no status of its own; whether somebody has it mapped tells. */
async function explainRefusal(
  array: ArrayContext,
  { volume, refusal }: { readonly volume: BlockVolume; readonly refusal: Problem },
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const holders = await readHolders(array.client, volume, signal);
  if (!holders.ok) return holders;
  if (holders.value.length === 0) return failed(refusal);
  return failed({
    kind: 'volume-in-use',
    volume: volume.name,
    holders: holders.value.map(({ client }) => client),
  });
}
