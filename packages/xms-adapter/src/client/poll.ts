import {
  failed,
  isTimeout,
  ok,
  stoppedProblem,
  type CancelSignal,
  type Clock,
  type Problem,
  type Result,
} from '@twinsite/domain';
import type { XmsTimings } from './timings.js';

/** What one look at an object said. */
export type Look<T> =
  | { readonly kind: 'settled'; readonly value: T }
  | { readonly kind: 'unsettled'; readonly status: string };

export interface Waiting<T> {
  readonly array: string;
  /** In words: `volume pvc-1`. */
  readonly object: string;
  readonly look: () => Promise<Result<Look<T>, Problem>>;
  /** What a reply has shown already, so that the first look can wait. */
  readonly first?: Look<T>;
}

export interface Pace {
  readonly clock: Clock;
  readonly timings: XmsTimings;
}

const GROWTH = 1.5;

/**
 * Looks again and again, ever more slowly, until the object has settled. Its own patience, and a deadline of the
 * caller that passes meanwhile, end in `array-unsettled`; a cancel ends in `cancelled`.
 */
export async function pollUntilSettled<T>(
  { clock, timings }: Pace,
  waiting: Waiting<T>,
  signal: CancelSignal,
): Promise<Result<T, Problem>> {
  const started = clock.now();
  let seen = waiting.first;
  for (let pause = timings.pollMs; ; pause = Math.min(pause * GROWTH, timings.maxPollMs)) {
    if (seen?.kind === 'settled') return ok(seen.value);
    if (seen !== undefined) {
      if (clock.now() - started >= timings.settleMs)
        return unsettled(waiting, seen.status, clock.now() - started);
      await clock.sleep(pause, signal);
    }
    if (signal.aborted) return ended(waiting, seen, signal, clock.now() - started);
    const look = await waiting.look();
    if (!look.ok) {
      return look.problem.kind === 'deadline' ? ended(waiting, seen, signal, clock.now() - started) : look;
    }
    seen = look.value;
  }
}

function ended<T>(
  waiting: Waiting<T>,
  seen: Look<T> | undefined,
  signal: CancelSignal,
  waitedMs: number,
): Result<T, Problem> {
  return isTimeout(signal.reason) && seen?.kind === 'unsettled'
    ? unsettled(waiting, seen.status, waitedMs)
    : failed(stoppedProblem(signal, `wait for ${waiting.object}`, waitedMs));
}

function unsettled<T>({ array, object }: Waiting<T>, status: string, waitedMs: number): Result<T, Problem> {
  return failed({ kind: 'array-unsettled', array, object, status, waitedMs: Math.round(waitedMs) });
}
