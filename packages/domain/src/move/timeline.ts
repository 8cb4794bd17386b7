import type { JournalRecord } from '../recovery/journal/journal-record.js';
import { marksOf, type Mark } from './marks.js';
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
  readonly marks: readonly Mark[];
  /** From the outage, where somebody told it, to the declaration. Unit: ms. */
  readonly detectMs: number | undefined;
  readonly phases: readonly TimedPhase[];
  /** The phase that took the longest. */
  readonly critical: string | undefined;
  /** From the declaration to the last pod that was ready; undefined: it is not there yet. Unit: ms. */
  readonly rtoMs: number | undefined;
  /** Calls and read-back of the fence, and what had to be waited for. Unit: ms. */
  readonly fenceMs: number | undefined;
  readonly drainMs: number | undefined;
  /** How old the bundle was when the source was fenced: what was changed in it since is not on the target. Unit: ms. */
  readonly metadataAgeMs: number | undefined;
  /** Claims that were proved to have their own volumes: no data was copied, and none is older. */
  readonly claims: number | undefined;
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

interface TimedFact {
  readonly at: string;
  readonly fact: MoveFact;
}

/** How long each phase of a move took, by its journal: from the end of the one before it. */
export function timelineOf(records: readonly JournalRecord[]): Timeline {
  const facts = records.flatMap(({ at, entry }) => (entry.type === 'fact' ? [{ at, fact: entry.fact }] : []));
  const declaredAt = facts[0]?.at;
  const marks = marksOf(records);
  const outageAt = marks[0]?.at;
  const phases = phasesOf(facts);
  const [longest] = phases.toSorted((one, other) => other.ms - one.ms);
  const ready = phases.find(({ name }) => name === 'ready');
  const bound = facts.map(({ fact }) => fact).find((fact) => fact.type === 'bound');
  return {
    declaredAt,
    marks,
    detectMs: outageAt && declaredAt ? msBetween(outageAt, declaredAt) : undefined,
    phases,
    critical: longest?.name,
    rtoMs: ready && declaredAt ? msBetween(declaredAt, ready.at) : undefined,
    claims: bound?.claims,
    ...fenceOf(facts),
  };
}

function phasesOf(facts: readonly TimedFact[]): readonly TimedPhase[] {
  const phases: TimedPhase[] = [];
  let before = facts[0]?.at;
  for (const { at, fact } of facts) {
    const name = NAMES[fact.type];
    if (name === undefined || before === undefined) continue;
    phases.push({ name, at, ms: msBetween(before, at) });
    before = at;
  }
  return phases;
}

function fenceOf(facts: readonly TimedFact[]): Pick<Timeline, 'fenceMs' | 'drainMs' | 'metadataAgeMs'> {
  const fence = facts.findLast(({ fact }) => fact.type === 'fenced' || fact.type === 'fence-attested');
  const bundle = facts.flatMap(({ fact }) => ('bundle' in fact ? [fact.bundle] : [])).at(-1);
  const proved = fence?.fact.type === 'fenced' ? fence.fact : undefined;
  return {
    fenceMs: proved?.fenceMs,
    drainMs: proved?.drainMs,
    metadataAgeMs: fence && bundle ? msBetween(bundle.createdAt, fence.at) : undefined,
  };
}

const msBetween = (from: string, to: string): number => Date.parse(to) - Date.parse(from);
