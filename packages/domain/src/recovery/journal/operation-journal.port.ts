import type { Problem } from '../../shared/problem.js';
import type { Result } from '../../shared/result.js';
import type { JournalEntry } from './journal-record.js';

/** What one operation on a group has done so far. */
export interface OperationJournal {
  /** On the disk when it answers: a step begins after its intent, and is done after its result. */
  append(entry: JournalEntry): Promise<Result<void, Problem>>;
}
