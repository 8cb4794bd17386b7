import { failed, stoppedProblem, type CancelSignal, type Problem, type Result } from '@twinsite/domain';

/** The result of work that others wait for too, or this caller's own end of patience. The work goes on. */
export function untilStopped<T>(
  work: Promise<Result<T, Problem>>,
  operation: string,
  signal: CancelSignal,
): Promise<Result<T, Problem>> {
  const started = performance.now();
  const stopped = (): Result<T, Problem> =>
    failed(stoppedProblem(signal, operation, performance.now() - started));
  if (signal.aborted) return Promise.resolve(stopped());
  return new Promise((resolve, reject) => {
    const stop = (): void => resolve(stopped());
    signal.addEventListener('abort', stop);
    void work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
