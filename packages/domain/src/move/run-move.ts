import type { CancelSignal } from '../shared/cancel-signal.js';
import { describeProblem } from '../shared/describe-problem.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { decide, type MoveCommand } from './decide.js';
import type { MoveFact } from './move-fact.js';
import { evolve, type MoveState } from './move-state.js';
import { nextStep, type MoveStep } from './next-step.js';

/** Where the facts are kept. */
export interface MoveLog {
  /** Kept for good when it answers. */
  append(fact: MoveFact): Promise<Result<void, Problem>>;
}

/** Does one step to clusters and arrays, and answers what was found when it was done. */
export type TakeStep = (
  step: MoveStep,
  state: MoveState,
  signal: CancelSignal,
) => Promise<Result<MoveFact, Problem>>;

/** Where a move stands, and what stopped it there; undefined: nothing did. */
export interface MoveHalt {
  readonly state: MoveState;
  readonly problem: Problem | undefined;
}

/**
 * Goes on with a move until it has ended or nothing more can be done now. Every step is noted before and after it, so whoever
 * repeats it after a kill goes on. A planned move whose preparation fails is taken back at once; an interrupt leaves it where it is.
 */
export async function runMove(
  { log, take }: { readonly log: MoveLog; readonly take: TakeStep },
  begun: MoveState,
  signal: CancelSignal,
): Promise<Result<MoveHalt, Problem>> {
  let state = begun;
  let cause: Problem | undefined;
  for (;;) {
    const step = nextStep(state);
    if (step === undefined) return ok({ state, problem: cause });
    const entered = await note(log, state, { type: 'begin' });
    if (!entered.ok) return entered;
    state = entered.value;
    const taken = await take(step, state, signal);
    if (taken.ok) {
      const done = await note(log, state, { type: 'finish', fact: taken.value });
      if (!done.ok) return done;
      state = done.value;
      continue;
    }
    cause = taken.problem;
    if (signal.aborted) return ok({ state, problem: cause });
    const after = await note(log, state, { type: 'fail', reason: describeProblem(cause) });
    if (!after.ok) return after;
    const isUndone = after.value.phase === 'rolling-back' && state.phase !== 'rolling-back';
    state = after.value;
    if (!isUndone) return ok({ state, problem: cause });
  }
}

/** Decides, keeps what follows, and answers the state after it. */
export async function note(
  log: MoveLog,
  state: MoveState,
  command: MoveCommand,
): Promise<Result<MoveState, Problem>> {
  const facts = decide(state, command);
  if (!facts.ok) return facts;
  let now = state;
  for (const fact of facts.value) {
    const kept = await log.append(fact);
    if (!kept.ok) return kept;
    const next = evolve(now, fact);
    if (next === undefined) return failed({ kind: 'move-missing', group: state.group });
    now = next;
  }
  return ok(now);
}
