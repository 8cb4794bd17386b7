import { setTimeout as sleep } from 'node:timers/promises';

export interface Patience {
  readonly deadlineMs: number;
  readonly everyMs?: number;
  readonly signal: AbortSignal;
}

/** Asks until the answer is there; undefined when it has not come in time. */
export async function waitFor<T>(
  probe: () => Promise<T | undefined>,
  patience: Patience,
): Promise<T | undefined> {
  const end = Date.now() + patience.deadlineMs;
  for (;;) {
    const found = await probe();
    if (found !== undefined) return found;
    if (Date.now() >= end) return undefined;
    await sleep(patience.everyMs ?? 100, undefined, { signal: patience.signal });
  }
}
