import { failed, ok, type CancelSignal, type Clock, type Problem, type Result } from '@twinsite/domain';
import { settled } from '../time/settled.js';

export interface IoStep {
  readonly operation: string;
  readonly path: string;
  readonly ms: number;
}

/** Error codes that the caller takes for an answer. */
type Absent<T> = Readonly<Record<string, T>>;

/**
 * A file operation under a deadline. The operation itself cannot be stopped (it sits in a libuv thread); the caller
 * is freed and told.
 */
export async function boundedIo<T>(
  clock: Clock,
  step: IoStep,
  signal: CancelSignal,
  action: { readonly run: () => Promise<T>; readonly absent?: Absent<T> },
): Promise<Result<T, Problem>> {
  const { operation, path, ms } = step;
  const givenUp = (): boolean => signal.aborted;
  if (givenUp()) return failed({ kind: 'cancelled', operation: `${operation} of ${path}` });
  const outcome = attempt(step, action);
  if (await settled(outcome, { clock, ms, signal })) return outcome;
  if (givenUp()) return failed({ kind: 'cancelled', operation: `${operation} of ${path}` });
  return failed({ kind: 'tool-hung', tool: `${operation} of ${path}`, afterMs: ms, stuck: true });
}

async function attempt<T>(
  { operation, path }: IoStep,
  action: { readonly run: () => Promise<T>; readonly absent?: Absent<T> },
): Promise<Result<T, Problem>> {
  try {
    return ok(await action.run());
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    const absent = action.absent ?? {};
    if (code in absent) return ok(absent[code] as T);
    return failed({ kind: 'host-io', operation, path, code });
  }
}
