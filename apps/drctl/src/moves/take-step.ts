import type { MoveFact, MoveState, MoveStep, Problem, Result, TakeStep } from '@twinsite/domain';
import { bound } from './bind.js';
import { fenceSource, giveBack } from './fence-source.js';
import type { MoveContext } from './move-context.js';
import { prepare } from './prepare.js';
import { awaitReady, start } from './start-target.js';
import { quiesce, rollBack, settle } from './stop-source.js';

type Step = (context: MoveContext, state: MoveState) => Promise<Result<MoveFact, Problem>>;

const STEPS: Readonly<Record<MoveStep, Step>> = {
  prepare,
  quiesce,
  settle,
  fence: fenceSource,
  bind: (context, { bundle }) => bound(context, bundle),
  start,
  await: awaitReady,
  'roll-back': rollBack,
  'give-back': giveBack,
};

const WORDS: Readonly<Record<MoveStep, string>> = {
  prepare: 'looking at both sides',
  quiesce: 'stopping the group on the source',
  settle: 'keeping its last state',
  fence: 'fencing the source',
  bind: 'making everything on the target',
  start: 'starting it',
  await: 'waiting for its pods',
  'roll-back': 'starting it on the source again',
  'give-back': 'giving it back to the source',
};

/** Does the steps of a move, and tells the operator which. */
export const takeStep =
  (context: MoveContext): TakeStep =>
  (step, state) => {
    context.bench.terminal.err(`${state.verb}: ${WORDS[step]}`);
    return STEPS[step](context, state);
  };
