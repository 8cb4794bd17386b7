import type { JournalRecord } from '../recovery/journal/journal-record.js';
import { textOf } from '../recovery/objects/members.js';
import type { FactType, MoveFact } from './move-fact.js';

export interface Mark {
  /** `T0` to `T7`. */
  readonly name: string;
  readonly what: string;
  /** ISO 8601, UTC; undefined: nobody has said or seen it. */
  readonly at: string | undefined;
}

interface TimedFact {
  readonly at: string;
  readonly fact: MoveFact;
}

/**
 * The moments of a move that are told apart everywhere: outage, declared, fence begun, fence proved, objects made, claims bound,
 * volumes attached, all ready. Objects and claims are proved in one step, which has one moment.
 */
export function marksOf(records: readonly JournalRecord[]): readonly Mark[] {
  const facts = records.flatMap(({ at, entry }) => (entry.type === 'fact' ? [{ at, fact: entry.fact }] : []));
  const last = (type: FactType): TimedFact | undefined => facts.findLast(({ fact }) => fact.type === type);
  const [declared, bound, ready] = [facts[0], last('bound'), last('ready')];
  const attested = last('fence-attested');
  return [
    { name: 'T0', what: 'the outage, as it was told', at: toldIn(declared, 'outageAt') },
    { name: 'T1', what: 'the move is declared', at: declared?.at },
    { name: 'T2', what: 'the fence begins', at: facts.find(({ fact }) => fact.type === 'fence-begun')?.at },
    attested === undefined
      ? { name: 'T3', what: 'the fence is proved', at: last('fenced')?.at }
      : { name: 'T3', what: 'the fence is attested, not proved', at: attested.at },
    { name: 'T4', what: 'every object is made', at: bound?.at },
    { name: 'T5', what: 'every claim is bound to its own volume', at: bound?.at },
    { name: 'T6', what: 'the last volume is attached', at: toldIn(ready, 'attachedAt') },
    { name: 'T7', what: 'everything is ready', at: ready?.at },
  ];
}

/** A time that a fact has beside its own. */
function toldIn(timed: TimedFact | undefined, member: 'outageAt' | 'attachedAt'): string | undefined {
  const fact: Readonly<Record<string, unknown>> = { ...timed?.fact };
  return textOf(fact, member);
}
