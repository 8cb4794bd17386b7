import { failed, ok, type BlockVolume, type CancelSignal, type Problem, type Result } from '@twinsite/domain';
import { pollUntilSettled, type Look } from '../client/poll.js';
import { refusedWith } from '../client/refusal.js';
import { decodeVolume, type WireVolume } from '../wire/volume.js';
import type { ArrayContext } from './array-context.js';
import { toBlockVolume } from './to-block-volume.js';

/** Looks at a volume until it is ready. */
export async function settleVolume(
  array: ArrayContext,
  volume: BlockVolume,
  signal: CancelSignal,
): Promise<Result<BlockVolume, Problem>> {
  const settled = await pollUntilSettled(
    array,
    {
      array: array.client.array,
      object: `volume ${volume.name}`,
      first: toLook(volume),
      look: async () => {
        const now = await readVolume(array, volume, signal);
        return now.ok ? ok(toLook(now.value)) : now;
      },
    },
    signal,
  );
  if (!settled.ok) {
    const gone = refusedWith(settled.problem, 404);
    return gone
      ? failed({ kind: 'volume-failed', volume: volume.name, status: 'gone from the array' })
      : settled;
  }
  const { state } = settled.value;
  return state.kind === 'failed'
    ? failed({ kind: 'volume-failed', volume: volume.name, status: state.status })
    : settled;
}

function toLook(volume: BlockVolume): Look<BlockVolume> {
  const { state } = volume;
  return state.kind === 'settling'
    ? { kind: 'unsettled', status: state.status }
    : { kind: 'settled', value: volume };
}

export async function readVolume(
  array: ArrayContext,
  volume: BlockVolume,
  signal: CancelSignal,
): Promise<Result<BlockVolume, Problem>> {
  const { client, identityRule } = array;
  const row = await readRow(array, volume, signal);
  return row.ok ? ok(toBlockVolume(row.value, volume.name, { name: client.array, identityRule })) : row;
}

export function readRow(
  { client }: ArrayContext,
  { id, name }: BlockVolume,
  signal: CancelSignal,
): Promise<Result<WireVolume, Problem>> {
  const request = { path: `/block-volumes/${id}`, operation: `read volume ${name}` };
  return client.get(request, (from) => decodeVolume(from.object('block_volume')), signal);
}
