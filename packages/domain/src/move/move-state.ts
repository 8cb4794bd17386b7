import type { FactType, MoveBundle, MoveFact, MoveVerb } from './move-fact.js';

export type MovePhase =
  | 'declared'
  | 'prepared'
  | 'quiesced'
  | 'settled'
  | 'rolling-back'
  | 'rolled-back'
  | 'fencing'
  | 'fence-failed'
  | 'fenced'
  | 'bound'
  | 'starting'
  | 'started'
  | 'active'
  | 'aborting'
  | 'aborted';

export interface MoveState {
  readonly verb: MoveVerb;
  readonly group: string;
  /** Cluster ids. */
  readonly from: string;
  readonly to: string;
  readonly phase: MovePhase;
  /** What says that the source cannot write any more. */
  readonly fence: 'none' | 'array' | 'attested';
  /** Undefined until it is chosen. */
  readonly bundle?: MoveBundle;
}

type Ways = Readonly<Partial<Record<FactType, MovePhase>>>;

const UNDO: Ways = { 'rollback-begun': 'rolling-back' };
const GIVE_BACK: Ways = { 'abort-begun': 'aborting' };

const BOTH = {
  fencing: { ...GIVE_BACK, fenced: 'fenced', 'fence-failed': 'fence-failed', 'fence-begun': 'fencing' },
  'fence-failed': { ...GIVE_BACK, 'fence-begun': 'fencing', 'fence-attested': 'fenced' },
  fenced: { ...GIVE_BACK, bound: 'bound' },
  bound: { ...GIVE_BACK, 'start-begun': 'starting' },
  starting: { started: 'started' },
  started: { ready: 'active' },
  active: {},
  aborting: { aborted: 'aborted' },
  aborted: {},
  'rolling-back': { 'rolled-back': 'rolled-back' },
  'rolled-back': {},
} as const satisfies Partial<Record<MovePhase, Ways>>;

/** Which fact leads where. Nothing that was started is ever given back: it moves again, as any other group. */
export const WAYS: Readonly<Record<MoveVerb, Readonly<Record<MovePhase, Ways>>>> = {
  failover: {
    ...BOTH,
    declared: { prepared: 'prepared', aborted: 'aborted' },
    prepared: { 'fence-begun': 'fencing', aborted: 'aborted' },
    quiesced: {},
    settled: {},
  },
  relocate: {
    ...BOTH,
    declared: { ...UNDO, prepared: 'prepared' },
    prepared: { ...UNDO, quiesced: 'quiesced' },
    quiesced: { ...UNDO, settled: 'settled' },
    settled: { ...UNDO, 'fence-begun': 'fencing' },
  },
};

/** The state after a fact; undefined where the fact cannot follow. */
export function evolve(state: MoveState | undefined, fact: MoveFact): MoveState | undefined {
  if (fact.type === 'declared') {
    const { verb, group, from, to } = fact;
    return state === undefined ? { verb, group, from, to, phase: 'declared', fence: 'none' } : undefined;
  }
  const phase = state && WAYS[state.verb][state.phase][fact.type];
  if (state === undefined || phase === undefined) return undefined;
  const bundle = 'bundle' in fact ? { bundle: fact.bundle } : {};
  return { ...state, ...bundle, phase, fence: fenceAfter(state, fact) };
}

function fenceAfter({ fence }: MoveState, { type }: MoveFact): MoveState['fence'] {
  if (type === 'fenced') return 'array';
  if (type === 'fence-attested') return 'attested';
  return type === 'fence-begun' || type === 'abort-begun' ? 'none' : fence;
}

/** Undefined where the facts cannot have followed each other. */
export function replay(facts: readonly MoveFact[]): MoveState | undefined {
  let state: MoveState | undefined;
  for (const fact of facts) {
    state = evolve(state, fact);
    if (state === undefined) return undefined;
  }
  return state;
}

const ENDS: ReadonlySet<MovePhase> = new Set(['active', 'aborted', 'rolled-back']);

/** Nothing is left to do. */
export const isEnded = ({ phase }: Pick<MoveState, 'phase'>): boolean => ENDS.has(phase);
