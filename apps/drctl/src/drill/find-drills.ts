import { join } from 'node:path';
import {
  drillIdOf,
  isOver,
  knownDrills,
  ok,
  type KnownDrill,
  type Problem,
  type Result,
} from '@twinsite/domain';
import { FileJournal, OperationsDirectory, type JournalledOperation } from '@twinsite/k8s-dr-adapter';
import { systemClock } from '@twinsite/xms-adapter';
import type { GroupSession } from '../actions/session.js';

export interface Drills {
  /** Ids of this host’s that were cut off: nobody carries them on. */
  readonly cutOff: readonly string[];
  /** On the target, whoever made them; those that were cut off left out. */
  readonly there: readonly KnownDrill[];
}

/** Drills of the group that have not ended; only for who has the group’s lock. `own`: the operation that asks. */
export async function findDrills(session: GroupSession, own: string): Promise<Result<Drills, Problem>> {
  const { target, group, signal } = session;
  const open = await cutOffOperations(session, own);
  if (!open.ok) return open;
  const there = await knownDrills(target.objects, group.name, signal);
  if (!there.ok) return there;
  const cutOff = open.value.map(drillIdOf);
  return ok({ cutOff, there: there.value.filter(({ id }) => !cutOff.includes(id)) });
}

/** Those that have been taken away are noted as ended. */
export async function endJournals(session: GroupSession, own: string): Promise<Result<void, Problem>> {
  const open = await cutOffOperations(session, own);
  if (!open.ok) return open;
  for (const id of open.value) {
    const path = join(session.config.state, session.group.name, `${id}.jsonl`);
    const journal = await FileJournal.open(path, systemClock);
    if (!journal.ok) return journal;
    const ended = await journal.value.append({ type: 'end', outcome: 'taken away' });
    await journal.value.close();
    if (!ended.ok) return ended;
  }
  return ok(undefined);
}

/** Whose time is over. */
export const overNow = (there: readonly KnownDrill[]): readonly string[] =>
  there.filter((drill) => isOver(drill, systemClock.now())).map(({ id }) => id);

async function cutOffOperations(
  { config, group }: GroupSession,
  own: string,
): Promise<Result<readonly string[], Problem>> {
  const all = await new OperationsDirectory(config.state, systemClock).list(group.name);
  return all.ok ? ok(all.value.filter(isCutOff).flatMap(({ id }) => (id === own ? [] : [id]))) : all;
}

const isCutOff = ({ records }: JournalledOperation): boolean => {
  const [begin, last] = [records[0]?.entry, records.at(-1)?.entry];
  return begin?.type === 'begin' && begin.verb === 'drill' && last?.type !== 'end';
};
