import { join } from 'node:path';
import {
  failed,
  isEnded,
  ok,
  replay,
  type JournalRecord,
  type MoveState,
  type MoveVerb,
  type Problem,
  type Result,
} from '@twinsite/domain';
import {
  goesOnFrom,
  OperationsDirectory,
  parseJournal,
  type CopiedJournal,
  type JournalledOperation,
} from '@twinsite/k8s-dr-adapter';
import { systemClock } from '@twinsite/xms-adapter';
import type { GroupSession } from '../actions/session.js';
import { factsOf } from './move-journal.js';

export interface KnownMove {
  readonly id: string;
  readonly state: MoveState;
  readonly records: readonly JournalRecord[];
}

/** Moves of the group, the newest first, by the journals of this host and copies of others'. Changes nothing. */
export async function knownMoves(
  state: string,
  group: string,
  copies: readonly CopiedJournal[] = [],
): Promise<Result<readonly KnownMove[], Problem>> {
  const own = await new OperationsDirectory(state, systemClock).list(group);
  if (!own.ok) return own;
  const operations = merged(own.value, copies);
  if (!operations.ok) return operations;
  const moves: KnownMove[] = [];
  for (const { id, records } of operations.value) {
    const facts = factsOf(records);
    if (facts.length === 0) continue;
    const now = replay(facts);
    const path = join(state, group, `${id}.jsonl`);
    if (now === undefined) return failed({ kind: 'journal-broken', path, record: records.length });
    moves.push({ id, state: now, records });
  }
  return ok(moves);
}

/** As they will be once the copies are adopted; ids begin with the time. */
function merged(
  own: readonly JournalledOperation[],
  copies: readonly CopiedJournal[],
): Result<readonly JournalledOperation[], Problem> {
  const known = new Map(own.map((operation) => [operation.id, operation]));
  for (const { id, text } of copies) {
    const copy = parseJournal(`the copy of ${id}`, text);
    if (!copy.ok) return copy;
    const { records } = copy.value;
    const mine = known.get(id);
    if (mine === undefined || !goesOnFrom(mine.records, records)) known.set(id, { id, records });
  }
  return ok([...known.values()].sort((one, other) => (one.id < other.id ? 1 : -1)));
}

/** The move that has not ended. */
export const openOf = (moves: readonly KnownMove[]): KnownMove | undefined =>
  moves.find(({ state }) => !isEnded(state));

/** Whether a command is about this very move. */
export const isMoveOf = (
  { verb, from, to }: MoveState,
  asked: MoveVerb,
  { source, target }: Pick<GroupSession, 'source' | 'target'>,
): boolean => verb === asked && from === source.settings.id && to === target.settings.id;
