import {
  failed,
  ok,
  type BlockSnapshot,
  type CancelSignal,
  type Problem,
  type Result,
} from '@twinsite/domain';
import { pollUntilSettled, type Look } from '../client/poll.js';
import type { ArrayContext } from './array-context.js';
import { decodeBlockSnapshot } from './to-block-snapshot.js';

/** Looks at a snapshot until it is ready. */
export async function settleSnapshot(
  array: ArrayContext,
  snapshot: BlockSnapshot,
  signal: CancelSignal,
): Promise<Result<BlockSnapshot, Problem>> {
  const look = async (): Promise<Result<Look<BlockSnapshot>, Problem>> => {
    const now = await readSnapshot(array, snapshot.id, signal);
    return now.ok ? ok(toLook(now.value)) : now;
  };
  const object = `snapshot ${snapshot.name}`;
  const waiting = { array: array.client.array, object, first: toLook(snapshot), look };
  const settled = await pollUntilSettled(array, waiting, signal);
  if (!settled.ok) return settled;
  const { state } = settled.value;
  return state.kind === 'failed'
    ? failed({ kind: 'snapshot-failed', snapshot: snapshot.name, status: state.status })
    : settled;
}

export function readSnapshot(
  { client }: ArrayContext,
  id: string,
  signal: CancelSignal,
): Promise<Result<BlockSnapshot, Problem>> {
  const request = { path: `/block-snapshots/${id}`, operation: `read snapshot ${id}` };
  return client.get(request, decodeBlockSnapshot(client.array), signal);
}

function toLook(snapshot: BlockSnapshot): Look<BlockSnapshot> {
  const { state } = snapshot;
  return state.kind === 'settling'
    ? { kind: 'unsettled', status: state.status }
    : { kind: 'settled', value: snapshot };
}
