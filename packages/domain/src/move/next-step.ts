import type { MovePhase, MoveState } from './move-state.js';

/** What is done to a cluster or an array. Each looks at what is there first, so that the same again does what is left. */
export type MoveStep =
  | 'prepare'
  | 'quiesce'
  | 'settle'
  | 'fence'
  | 'bind'
  | 'start'
  | 'await'
  | 'roll-back'
  | 'give-back';

const STEP_OF: Readonly<Record<MovePhase, MoveStep | undefined>> = {
  declared: 'prepare',
  prepared: 'fence',
  quiesced: 'settle',
  settled: 'fence',
  fencing: 'fence',
  'fence-failed': 'fence',
  fenced: 'bind',
  bound: 'start',
  starting: 'start',
  started: 'await',
  'rolling-back': 'roll-back',
  aborting: 'give-back',
  active: undefined,
  aborted: undefined,
  'rolled-back': undefined,
};

/** Undefined: it has ended. */
export const nextStep = ({ phase, verb }: Pick<MoveState, 'phase' | 'verb'>): MoveStep | undefined =>
  phase === 'prepared' && verb === 'relocate' ? 'quiesce' : STEP_OF[phase];
