import type { JournalRecord } from '../recovery/journal/journal-record.js';
import type { FactType, MoveFact } from './move-fact.js';

export interface TimedPhase {
  /** `decide`, `stop`, `fence`, `bind`, `start`, `ready`. */
  readonly name: string;
  /** When it ended: ISO 8601, UTC. */
  readonly at: string;
  /** How long it took. */
  readonly ms: number;
}

export interface Timeline {
  readonly declaredAt: string | undefined;
  readonly phases: readonly TimedPhase[];
  /** The phase that took the longest. */
  readonly critical: string | undefined;
  /** From the declaration to the last pod that was ready; undefined: it is not there yet. Unit: ms. */
  readonly rtoMs: number | undefined;
  /** Calls and read-back of the fence, and what had to be waited for. Unit: ms. */
  readonly fenceMs: number | undefined;
  readonly drainMs: number | undefined;
}

const NAMES: Readonly<Partial<Record<FactType, string>>> = {
  prepared: 'prepare',
  quiesced: 'stop',
  settled: 'last state',
  fenced: 'fence',
  'fence-attested': 'fence (attested)',
  bound: 'bind',
  started: 'start',
  ready: 'ready',
  'rolled-back': 'roll back',
  aborted: 'give back',
};

/** How long each phase of a move took, by its journal: from the end of the one before it. */
export function timelineOf(records: readonly JournalRecord[]): Timeline {
  const facts = records.flatMap(({ at, entry }) => (entry.type === 'fact' ? [{ at, fact: entry.fact }] : []));
  const declaredAt = facts[0]?.at;
  const phases: TimedPhase[] = [];
  let before = declaredAt;
  for (const { at, fact } of facts) {
    const name = NAMES[fact.type];
    if (name === undefined || before === undefined) continue;
    phases.push({ name, at, ms: Date.parse(at) - Date.parse(before) });
    before = at;
  }
  const longest = phases.toSorted((one, other) => other.ms - one.ms)[0];
  const ready = phases.find(({ name }) => name === 'ready');
  const fenced = facts.map(({ fact }) => fact).find(isFence);
  return {
    declaredAt,
    phases,
    critical: longest?.name,
    rtoMs: ready === undefined || declaredAt === undefined ? undefined : msBetween(declaredAt, ready.at),
    fenceMs: fenced?.fenceMs,
    drainMs: fenced?.drainMs,
  };
}

const msBetween = (from: string, to: string): number => Date.parse(to) - Date.parse(from);

const isFence = (fact: MoveFact): fact is Extract<MoveFact, { type: 'fenced' }> => fact.type === 'fenced';
