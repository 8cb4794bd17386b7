import type { CancelSignal } from '../../shared/cancel-signal.js';
import { inLanes } from '../../shared/in-lanes.js';
import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import { stoppedProblem } from '../../shared/stopped-problem.js';

/** Changes in flight at once: enough to hide the way to the server, few enough for its flow control. */
const LANES = 8;

/** Does `work` for each item, several at a time, until one fails; success only when it was done for all. */
export async function eachOrProblem<T>(
  items: readonly T[],
  work: (item: T) => Promise<Result<unknown, Problem>>,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  let problem: Problem | undefined;
  let done = 0;
  await inLanes(items, { lanes: LANES, signal }, async (item) => {
    if (problem !== undefined) return;
    const result = await work(item);
    if (result.ok) done += 1;
    else problem ??= result.problem;
  });
  if (problem !== undefined) return failed(problem);
  return done === items.length ? ok(undefined) : failed(stoppedProblem(signal, 'changing the objects', 0));
}
