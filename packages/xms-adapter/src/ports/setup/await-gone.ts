import { ok, type CancelSignal, type Problem, type Result } from '@twinsite/domain';
import { pollUntilSettled } from '../../client/poll.js';
import { refusedWith } from '../../client/refusal.js';
import type { XmsRequest } from '../../client/xms-client.js';
import type { ArrayContext } from '../array-context.js';

export interface Removal {
  /** In words: `target of gateway gw-a`. */
  readonly object: string;
  readonly request: Omit<XmsRequest, 'operation'>;
  /** The status word of what is still there; undefined when it is gone. */
  readonly look: () => Promise<Result<string | undefined, Problem>>;
}

/** Deletes and waits until it is gone. Gone already, or while the answer was lost, is success. */
export async function removeAndAwait(
  array: ArrayContext,
  { object, request, look }: Removal,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const ordered = await array.client.order('DELETE', { ...request, operation: `delete ${object}` }, signal);
  if (ordered.ok) return awaitGone(array, { object, look }, signal);
  if (refusedWith(ordered.problem, 404)) return ok(undefined);
  if (ordered.problem.kind !== 'outcome-unknown' && !refusedWith(ordered.problem, 400, 409)) return ordered;
  const now = await look();
  return now.ok && now.value === undefined ? ok(undefined) : ordered;
}

async function awaitGone(
  array: ArrayContext,
  { object, look }: Omit<Removal, 'request'>,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const looking = async () => {
    const now = await look();
    if (!now.ok) return now;
    return now.value === undefined
      ? ok({ kind: 'settled' as const, value: undefined })
      : ok({ kind: 'unsettled' as const, status: now.value });
  };
  const waiting = { array: array.client.array, object: `removal of ${object}`, look: looking };
  return pollUntilSettled<undefined>(array, waiting, signal);
}
