import { utf8 } from '../../shared/utf8.js';
import { sha256 } from '../../shared/sha256.js';
import type { MoveFact } from '../../move/move-fact.js';
import { canonicalJson } from '../objects/canonical-json.js';

/** What an operation writes down. Never content of objects, nor a digest of it: a Secret could be guessed from that. */
export type JournalEntry =
  | {
      readonly type: 'begin';
      readonly verb: string;
      readonly group: string;
      /** Digest of what the operation is about and how; a resume must have the same. */
      readonly fingerprint: string;
      readonly facts: Readonly<Record<string, string>>;
    }
  | { readonly type: 'resume'; readonly seen: number }
  | { readonly type: 'intent'; readonly step: string }
  | {
      readonly type: 'result';
      readonly step: string;
      readonly outcome: 'done' | 'failed';
      readonly detail: string;
    }
  /** Of a move: what it is going on from. */
  | { readonly type: 'fact'; readonly fact: MoveFact }
  | { readonly type: 'end'; readonly outcome: string };

/** One line of a journal. */
export interface JournalRecord {
  readonly version: 1;
  /** From 1 on, without a gap. */
  readonly sequence: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly entry: JournalEntry;
  /** SHA-256 of the record before; 64 zeros for the first. */
  readonly before: string;
  /** SHA-256 of this record without this member. */
  readonly digest: string;
}

export const NO_RECORD = '0'.repeat(64);

export function chained(
  entry: JournalEntry,
  at: string,
  last: Pick<JournalRecord, 'sequence' | 'digest'> | undefined,
): JournalRecord {
  const { sequence, digest: before } = last ?? { sequence: 0, digest: NO_RECORD };
  const record = { version: 1, sequence: sequence + 1, at, entry, before } as const;
  return { ...record, digest: digestOf(record) };
}

/** The sequence number of the first record that is not what was written after the one before it. */
export function brokenAt(records: readonly JournalRecord[]): number | undefined {
  const index = records.findIndex((record, at) => {
    const { digest, ...rest } = record;
    const before = records[at - 1]?.digest ?? NO_RECORD;
    return record.sequence !== at + 1 || record.before !== before || digestOf(rest) !== digest;
  });
  return index < 0 ? undefined : index + 1;
}

const digestOf = (record: Omit<JournalRecord, 'digest'>): string => sha256(utf8(canonicalJson(record)));
