import { join } from 'node:path';
import {
  failed,
  ok,
  replay,
  type JournalRecord,
  type MoveState,
  type Problem,
  type Result,
} from '@twinsite/domain';
import { adoptJournal, JournalCopy, OperationsDirectory } from '@twinsite/k8s-dr-adapter';
import { systemClock } from '@twinsite/xms-adapter';
import { limitedSignal } from '../actions/limited-signal.js';
import type { OpenCluster } from '../workbench.js';
import { factsOf } from './move-journal.js';

/** A cluster that thinks longer than this is not waited for, ms. */
const ASK_MS = 1000;

export interface KnownMove {
  readonly id: string;
  readonly state: MoveState;
  readonly records: readonly JournalRecord[];
}

/** Moves of the group, the newest first, by the journals of this host. */
export async function knownMoves(
  state: string,
  group: string,
): Promise<Result<readonly KnownMove[], Problem>> {
  const operations = await new OperationsDirectory(state, systemClock).list(group);
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

/** Takes over what another host has written of the group's move; answers what could not be asked. */
export async function adoptCopies(
  state: string,
  group: string,
  clusters: readonly OpenCluster[],
): Promise<Result<readonly string[], Problem>> {
  const silent: string[] = [];
  const copies = await Promise.all(
    clusters.map(async ({ objects, settings }) => {
      const found = await new JournalCopy(objects, group).read(limitedSignal([], ASK_MS));
      if (!found.ok) silent.push(settings.id);
      return found.ok ? found.value : undefined;
    }),
  );
  for (const copy of copies) {
    if (copy === undefined) continue;
    const adopted = await adoptJournal(join(state, group), copy);
    if (!adopted.ok) return adopted;
  }
  return ok(silent);
}
