import type { Problem } from '@twinsite/domain';

/** The abort reason of every signal the porch hands inside: why the work is no longer wanted. */
export class CallEnded extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`the call ended: ${problem.kind}`);
    this.name = 'AbortError';
    this.problem = problem;
  }
}

/** What an exception means when it only says that the signal fired; undefined when it is a defect. */
export function problemOfAbort(error: unknown, signal: AbortSignal): Problem | undefined {
  if (!signal.aborted || !(signal.reason instanceof CallEnded)) return undefined;
  const isAbort = error === signal.reason || (error instanceof Error && error.name === 'AbortError');
  return isAbort ? signal.reason.problem : undefined;
}
