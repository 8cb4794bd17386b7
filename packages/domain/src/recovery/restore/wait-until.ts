import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Clock } from '../../shared/clock.port.js';
import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import { stoppedProblem } from '../../shared/stopped-problem.js';

/** How it stands: `open` may change with time. */
export interface Look {
  readonly open: readonly Problem[];
  readonly wrong: readonly Problem[];
  readonly total: number;
}

export interface Patience {
  readonly clock: Clock;
  readonly waitMs: number;
  readonly onLook: (look: Look) => void;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2000;

/** Looks again and again, ever more seldom, until nothing is open or anything is wrong; answers what is not as it should be. */
export async function waitUntil(
  look: () => Promise<Result<Look, Problem>>,
  { clock, waitMs, onLook }: Patience,
  signal: CancelSignal,
): Promise<Result<readonly Problem[], Problem>> {
  const begun = clock.now();
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
    const seen = await look();
    if (!seen.ok) return seen;
    onLook(seen.value);
    const { open, wrong } = seen.value;
    if (wrong.length > 0) return ok(wrong);
    if (open.length === 0 || clock.now() - begun >= waitMs) return ok(open);
    if (signal.aborted)
      return failed(stoppedProblem(signal, 'waiting for the other cluster', clock.now() - begun));
    await clock.sleep(pause, signal);
  }
}
