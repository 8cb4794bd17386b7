import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { MoveFact, MoveVerb } from './move-fact.js';
import { evolve, isEnded, type MoveState } from './move-state.js';
import { nextStep } from './next-step.js';

export type MoveCommand =
  | {
      readonly type: 'declare';
      readonly verb: MoveVerb;
      readonly group: string;
      readonly from: string;
      readonly to: string;
      readonly outageAt?: string;
    }
  /** The next step is about to be done. */
  | { readonly type: 'begin' }
  /** It has been done; what was found. */
  | { readonly type: 'finish'; readonly fact: MoveFact }
  /** It could not be done. */
  | { readonly type: 'fail'; readonly reason: string }
  | { readonly type: 'attest'; readonly who: string }
  | { readonly type: 'abort' };

/** What follows from a command; nothing where it changes nothing. A command that is not legal now says what is. */
export function decide(
  state: MoveState | undefined,
  command: MoveCommand,
): Result<readonly MoveFact[], Problem> {
  if (command.type === 'declare') return declare(state, command);
  if (state === undefined) return failed({ kind: 'move-missing', group: '(unknown)' });
  const facts = factsOf(state, command);
  const isLegal = facts?.every((fact) => evolve(state, fact) !== undefined);
  return facts === undefined || isLegal !== true ? failed(illegalMove(state, command.type)) : ok(facts);
}

function declare(
  state: MoveState | undefined,
  command: Extract<MoveCommand, { type: 'declare' }>,
): Result<readonly MoveFact[], Problem> {
  if (state !== undefined && !isEnded(state)) return failed(illegalMove(state, 'declare'));
  return ok([{ ...command, type: 'declared' }]);
}

function factsOf(
  state: MoveState,
  command: Exclude<MoveCommand, { type: 'declare' }>,
): readonly MoveFact[] | undefined {
  switch (command.type) {
    case 'begin':
      return begun(state);
    case 'finish':
      return [command.fact];
    case 'fail':
      return afterFailure(state, command.reason);
    case 'attest':
      return [{ type: 'fence-attested', who: command.who }];
    case 'abort':
      return aborted(state);
  }
}

/** Written before the step: from then on it may have been done, in part. */
function begun(state: MoveState): readonly MoveFact[] {
  if (nextStep(state) === 'fence') return [{ type: 'fence-begun' }];
  return state.phase === 'bound' ? [{ type: 'start-begun' }] : [];
}

/** A planned move goes back to where it was before the hand-over; after it, there is only forward, or abort. */
function afterFailure({ phase, verb }: MoveState, reason: string): readonly MoveFact[] {
  const step = nextStep({ phase, verb });
  if (step === 'fence') return [{ type: 'fence-failed', reason }];
  const isBefore = step === 'prepare' || step === 'quiesce' || step === 'settle';
  if (!isBefore) return [];
  return verb === 'relocate' ? [{ type: 'rollback-begun', reason }] : [{ type: 'aborted' }];
}

function aborted({ phase, verb }: MoveState): readonly MoveFact[] | undefined {
  if (phase === 'rolling-back' || phase === 'aborting') return [];
  if (phase === 'declared' || phase === 'prepared')
    return verb === 'failover' ? [{ type: 'aborted' }] : [{ type: 'rollback-begun', reason: 'aborted' }];
  if (phase === 'quiesced' || phase === 'settled') return [{ type: 'rollback-begun', reason: 'aborted' }];
  return [{ type: 'abort-begun' }];
}

/** What was asked for is not possible in this state. */
export const illegalMove = ({ group, phase, verb }: MoveState, command: string): Problem => ({
  kind: 'move-illegal',
  group,
  verb,
  phase,
  command,
});
