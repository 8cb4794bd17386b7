import { brokenAt, failed, ok, type JournalRecord, type Problem, type Result } from '@twinsite/domain';
import { isRecord } from '../client/kube-object.js';
import { parseJson } from '../client/refusal.js';

export interface ReadJournal {
  readonly records: readonly JournalRecord[];
  /** Bytes that hold whole records; what follows was cut off by the end of the process. */
  readonly wholeBytes: number;
}

/** A last line without its end is a write that was cut off, and is left out; anything else that does not fit is an error. */
export function parseJournal(path: string, text: string): Result<ReadJournal, Problem> {
  const end = text.lastIndexOf('\n') + 1;
  const lines = text.slice(0, end).split('\n').slice(0, -1);
  const records = lines.map(parseJson).filter(isJournalRecord);
  const at = records.length < lines.length ? records.length + 1 : brokenAt(records);
  if (at !== undefined) return failed({ kind: 'journal-broken', path, record: at });
  return ok({ records, wholeBytes: Buffer.byteLength(text.slice(0, end)) });
}

const isJournalRecord = (value: unknown): value is JournalRecord =>
  isRecord(value) &&
  value['version'] === 1 &&
  typeof value['sequence'] === 'number' &&
  typeof value['digest'] === 'string' &&
  isRecord(value['entry']);

/** Whether `records` begin with all of `earlier`: the same, or the same gone on with. */
export const goesOnFrom = (records: readonly JournalRecord[], earlier: readonly JournalRecord[]): boolean =>
  earlier.every(({ digest }, at) => records[at]?.digest === digest);
