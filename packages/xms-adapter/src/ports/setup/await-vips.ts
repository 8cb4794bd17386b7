import { ok, type ArrayAccessPath, type CancelSignal, type Problem, type Result } from '@twinsite/domain';
import { pollUntilSettled, type Look } from '../../client/poll.js';
import type { ArrayContext } from '../array-context.js';
import { readVipRows, type VipRows } from '../vip-rows.js';

export interface AwaitedVips {
  readonly path: ArrayAccessPath;
  readonly what: string;
  readonly isDone: (now: VipRows) => boolean;
}

/** Waits until the list shows it. Who holds a VIP, and whether it is well, is for whoever reads the path afterwards. */
export function awaitVips(
  array: ArrayContext,
  { path, what, isDone }: AwaitedVips,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const look = async (): Promise<Result<Look<undefined>, Problem>> => {
    const now = await readVipRows(array.client, { id: Number(path.id), name: path.name }, signal);
    if (!now.ok) return now;
    return ok(
      isDone(now.value)
        ? { kind: 'settled', value: undefined }
        : { kind: 'unsettled', status: 'not listed yet' },
    );
  };
  const object = `${what} of access path ${path.name}`;
  return pollUntilSettled(array, { array: array.client.array, object, look }, signal);
}
