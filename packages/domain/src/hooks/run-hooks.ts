import { waitUntil } from '../recovery/restore/wait-until.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Clock } from '../shared/clock.port.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { stoppedProblem } from '../shared/stopped-problem.js';
import type { HookFault, HookRunner } from './hook-runner.port.js';
import type { Hook, HookMoment } from './hook.js';

export interface HookPorts {
  readonly runner: HookRunner;
  readonly clock: Clock;
  readonly onDone: (report: HookReport) => void;
}

/** How a hook went. */
export interface HookReport {
  readonly hook: Hook;
  readonly ms: number;
  /** Undefined: it did what it should. */
  readonly fault: HookFault | undefined;
}

/**
 * Runs the hooks of one moment, in the order of the list; answers how many there were. One that fails ends it with `hook-failed`,
 * unless it says that the move goes on all the same.
 */
export async function runHooks(
  ports: HookPorts,
  { hooks, when }: { readonly hooks: readonly Hook[]; readonly when: HookMoment },
  signal: CancelSignal,
): Promise<Result<number, Problem>> {
  const due = hooks.filter((hook) => hook.when === when);
  for (const hook of due) {
    const begun = ports.clock.now();
    const fault = signal.aborted ? undefined : await faultOf(ports, hook, signal);
    const ms = ports.clock.now() - begun;
    if (signal.aborted) return failed(stoppedProblem(signal, `hook ${hook.name}`, ms));
    ports.onDone({ hook, ms, fault });
    if (fault !== undefined && hook.onError === 'stop') return failed(hookFailed(hook, fault));
  }
  return ok(due.length);
}

/** Of the last try; undefined when one went well. */
async function faultOf(
  { runner, clock }: HookPorts,
  hook: Hook,
  signal: CancelSignal,
): Promise<HookFault | undefined> {
  let fault: HookFault | undefined;
  const look = async () => {
    const tried = await runner.run(hook.action, hook.timeoutMs, signal);
    fault = tried.ok ? undefined : tried.problem;
    return ok({ open: tried.ok ? [] : [hookFailed(hook, tried.problem)], wrong: [], total: 1 });
  };
  await waitUntil(look, { clock, waitMs: hook.retryForMs, onLook: () => undefined }, signal);
  return fault;
}

const hookFailed = ({ name, when }: Hook, { detail }: HookFault): Problem => ({
  kind: 'hook-failed',
  hook: name,
  when,
  detail,
});
