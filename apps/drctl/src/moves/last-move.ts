import { join } from 'node:path';
import { isEnded, ok, type Problem, type Result } from '@twinsite/domain';
import { adoptJournal, FileJournal } from '@twinsite/k8s-dr-adapter';
import { systemClock } from '@twinsite/xms-adapter';
import type { GroupSession } from '../actions/session.js';
import { knownMoves, type KnownMove } from './known-moves.js';
import type { OpenCluster } from '../workbench.js';
import { needCopies } from './read-copies.js';

/**
 * The newest move of the group, whoever has made it. Only for who holds the group on the clusters that are named: their copies are
 * adopted, and what lacks its end gets it.
 */
export async function lastMove(
  session: GroupSession,
  keepers: readonly OpenCluster[],
): Promise<Result<KnownMove | undefined, Problem>> {
  const { config, group } = session;
  const directory = join(config.state, group.name);
  const copies = await needCopies(session, keepers);
  if (!copies.ok) return copies;
  for (const copy of copies.value) {
    const adopted = await adoptJournal(directory, copy);
    if (!adopted.ok) return adopted;
  }
  const moves = await knownMoves(config.state, group.name);
  if (!moves.ok) return moves;
  const unended = moves.value.filter(({ state, records }) => isEnded(state) && !hasEnd(records));
  for (const { id, state } of unended) {
    const ended = await endJournal(join(directory, `${id}.jsonl`), state.phase);
    if (!ended.ok) return ended;
  }
  return ok(moves.value[0]);
}

const hasEnd = (records: KnownMove['records']): boolean => records.at(-1)?.entry.type === 'end';

/** Of a run that was killed after its last step: otherwise the next one like it would go on with it. */
async function endJournal(path: string, outcome: string): Promise<Result<void, Problem>> {
  const journal = await FileJournal.open(path, systemClock);
  if (!journal.ok) return journal;
  const ended = await journal.value.append({ type: 'end', outcome });
  await journal.value.close();
  return ended;
}
