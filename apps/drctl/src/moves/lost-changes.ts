import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { changedSince, ok, type Problem, type Result, type SetChange } from '@twinsite/domain';
import { provedBundle } from '../actions/proved-bundle.js';
import { readSet } from '../actions/read-set.js';
import type { GroupSession } from '../actions/session.js';
import { knownMoves, type KnownMove } from './known-moves.js';

/** What was changed on a cluster after the bundle that its group was failed over from: it is not on the other one. */
export interface LostChanges {
  /** Of the failover. */
  readonly operation: string;
  readonly bundle: number;
  readonly changes: readonly SetChange[];
}

/**
 * The session's target came back: what it has is compared with the bundle of the failover that took the group from it, before it is
 * made a standby, and kept beside that failover’s journal for its report. Undefined: no failover that this host knows of took it.
 */
export async function keepLostChanges(
  session: GroupSession,
): Promise<Result<LostChanges | undefined, Problem>> {
  const { config, group, source, target, signal } = session;
  const moves = await knownMoves(config.state, group.name);
  if (!moves.ok) return moves;
  const move = moves.value.find(({ state }) => state.phase === 'active');
  const isFailover =
    move?.state.verb === 'failover' &&
    move.state.from === target.settings.id &&
    move.state.to === source.settings.id;
  if (!isFailover || move.state.bundle === undefined) return ok(undefined);
  const known = await readLostChanges(config.state, group.name, move.id);
  if (known !== undefined) return ok(known);
  const { place, from, counter } = move.state.bundle;
  const wanted = from === 'path' ? { path: place } : { path: undefined, counter };
  const opened = await provedBundle(
    config,
    { ...wanted, group: group.name, acceptOlder: true, acceptGaps: true },
    signal,
  );
  if (opened.kind !== 'proved') return ok(undefined);
  const now = await readSet(session, target);
  if (!now.ok) return now;
  const lost = { operation: move.id, bundle: counter, changes: changedSince(opened.bundle.set, now.value) };
  await writeFile(pathOf(config.state, group.name, move), JSON.stringify(lost), { mode: 0o600 });
  return ok(lost);
}

/** Undefined: nobody has compared yet. */
export async function readLostChanges(
  state: string,
  group: string,
  operation: string,
): Promise<LostChanges | undefined> {
  const text = await readFile(pathOf(state, group, { id: operation }), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as LostChanges);
}

const pathOf = (state: string, group: string, { id }: Pick<KnownMove, 'id'>): string =>
  join(state, group, `${id}.changes.json`);
