import type { CancelSignal, Clock, Problem, Result } from '@twinsite/domain';
import { Backoff } from '../cache/backoff.js';

/** How often a call is made that finds the server overloaded or away. */
const TRIES = 4;

export interface Persistence {
  readonly clock: Clock;
  readonly random: () => number;
}

/** For calls that may be repeated without harm. */
export async function persist<T>(
  call: () => Promise<Result<T, Problem>>,
  { clock, random }: Persistence,
  signal: CancelSignal,
): Promise<Result<T, Problem>> {
  const backoff = new Backoff(random);
  for (let tries = 1; ; tries += 1) {
    const answer = await call();
    const away = !answer.ok && answer.problem.kind === 'kubernetes-unreachable';
    if (!away || tries === TRIES || signal.aborted) return answer;
    await clock.sleep(backoff.pauseMs(), signal);
  }
}
