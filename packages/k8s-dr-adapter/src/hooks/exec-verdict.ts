import { failed, ok, type HookFault, type Result } from '@twinsite/domain';
import { isRecord } from '../client/kube-object.js';
import { describeStatus, parseJson } from '../client/refusal.js';

/** What the status channel of an exec says; undefined: the connection ended before it said anything. */
export function verdictOf(status: string | undefined): Result<void, HookFault> {
  if (status === undefined) return failed({ detail: 'the connection ended before the command did' });
  const told = parseJson(status);
  if (isRecord(told) && told['status'] === 'Success') return ok(undefined);
  const code = exitCodeOf(told);
  return failed({
    detail:
      code === undefined
        ? `the command could not be run: ${describeStatus(status)}`
        : `the command ended with exit code ${code}`,
  });
}

/** `details.causes` of a Status whose reason is NonZeroExitCode. */
function exitCodeOf(status: unknown): string | undefined {
  const details = isRecord(status) ? status['details'] : undefined;
  const causes: readonly unknown[] =
    isRecord(details) && Array.isArray(details['causes']) ? details['causes'] : [];
  const cause = causes.filter(isRecord).find(({ reason }) => reason === 'ExitCode');
  const message = cause?.['message'];
  return typeof message === 'string' && /^\d{1,5}$/.test(message) ? message : undefined;
}
