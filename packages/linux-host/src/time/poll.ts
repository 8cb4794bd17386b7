import type { CancelSignal, Clock } from '@twinsite/domain';

export interface PollTimes {
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly firstMs?: number;
  readonly maxMs?: number;
}

/**
 * Asks again with growing pauses (50 to 500 ms) until there is an answer. Undefined when the time has passed or the
 * caller gave up. The first question comes at once, the last one at the end of the time.
 */
export async function poll<T>(
  times: PollTimes,
  signal: CancelSignal,
  ask: (elapsedMs: number) => Promise<T | undefined>,
): Promise<T | undefined> {
  const start = times.clock.now();
  let pause = times.firstMs ?? 50;
  for (;;) {
    const elapsed = times.clock.now() - start;
    const answer = await ask(elapsed);
    if (answer !== undefined || signal.aborted || elapsed >= times.timeoutMs) return answer;
    await times.clock.sleep(Math.min(pause, times.timeoutMs - elapsed), signal);
    pause = Math.min(pause * 2, times.maxMs ?? 500);
  }
}
