import { Unavailable } from '@twinsite/sanity';
import { LabRefused } from '../host/lab-refused.js';
import { Stopped } from './stop-signal.js';
import { UsageError } from './usage-error.js';

const USAGE = 64;
const UNAVAILABLE = 69;
const DEFECT = 70;

/** Says what went wrong in words for a person and gives the exit code for it. */
export function exitCodeOf(error: unknown): number {
  const stopped = stopIn(error);
  if (stopped !== undefined) return stopped.signalName === 'SIGINT' ? 130 : 143;
  const code = error instanceof UsageError ? USAGE : isRefusal(error) ? UNAVAILABLE : undefined;
  if (code !== undefined && error instanceof Error) {
    process.stderr.write(`${error.message}\n`);
    return code;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`the lab failed: ${text}\n`);
  return DEFECT;
}

/** By the lab itself, or by a suite that runs in it. */
const isRefusal = (error: unknown): boolean => error instanceof LabRefused || error instanceof Unavailable;

/** Timers wrap the reason of an aborted signal in an AbortError; the reason is what counts. */
function stopIn(error: unknown): Stopped | undefined {
  if (error instanceof Stopped) return error;
  return error instanceof Error && error.cause !== undefined ? stopIn(error.cause) : undefined;
}
