import { join } from 'node:path';
import {
  decide,
  failed,
  illegalMove,
  isEnded,
  note,
  ok,
  readGroupOwner,
  replay,
  runMove,
  type MoveCommand,
  type MoveHalt,
  type MoveState,
  type MoveVerb,
  type Problem,
  type Result,
} from '@twinsite/domain';
import { FileJournal, OperationsDirectory, type Operation } from '@twinsite/k8s-dr-adapter';
import { systemClock } from '@twinsite/xms-adapter';
import { fingerprint } from '../actions/fingerprint.js';
import { limitedSignal } from '../actions/limited-signal.js';
import type { GroupSession } from '../actions/session.js';
import type { OpenArrays, Workbench } from '../workbench.js';
import { guardGroup } from './guard-group.js';
import { isMoveOf, type KnownMove } from './known-moves.js';
import { lastMove } from './last-move.js';
import type { MoveContext, MoveOptions } from './move-context.js';
import { factsOf, MoveJournal } from './move-journal.js';
import { takeStep } from './take-step.js';

export interface MoveOrder {
  readonly verb: MoveVerb;
  readonly session: GroupSession;
  readonly arrays: OpenArrays;
  readonly options: MoveOptions;
  /** Before it goes on: `attest`, `abort`. */
  readonly first?: MoveCommand;
}

export interface CarriedOn extends MoveHalt {
  readonly operation: Pick<Operation, 'id' | 'resumedAfter'>;
  readonly records: FileJournal['records'];
}

/**
 * Begins the move, or goes on with it where it was cut off, until it has ended or cannot go on now. Nobody else works on the group
 * meanwhile, and what others have done is read after that: the state of a moment ago may be somebody's past.
 */
export async function carryOn(bench: Workbench, order: MoveOrder): Promise<Result<CarriedOn, Problem>> {
  const { session, verb } = order;
  const { source, target, config, group } = session;
  const operations = new OperationsDirectory(config.state, systemClock);
  const keepers = verb === 'relocate' ? [target, source] : [target];
  const lock = await operations.lock(group.name);
  if (!lock.ok) return lock;
  try {
    const guarded = await guardGroup(session, keepers);
    if (!guarded.ok) return guarded;
    try {
      const last = await lastMove(session, keepers);
      if (!last.ok) return last;
      const done = await doneAlready(order, last.value);
      if (!done.ok) return done;
      if (done.value !== undefined) return ok(done.value);
      const operation = await enterMove(operations, order, last.value);
      if (!operation.ok) return operation;
      try {
        return await withLease(bench, order, { operation: operation.value, lost: guarded.value.lost });
      } finally {
        await operation.value.close();
      }
    } finally {
      await guarded.value.release();
    }
  } finally {
    await lock.value.release();
  }
}

/** The same command again, after all was done: nothing is left to do, as long as the arrays say so too. */
async function doneAlready(
  order: MoveOrder,
  last: KnownMove | undefined,
): Promise<Result<CarriedOn | undefined, Problem>> {
  if (last?.state.phase !== 'active' || !isMoveOf(last.state, order.verb, order.session))
    return ok(undefined);
  const { group, signal } = order.session;
  const owners = await readGroupOwner(order.arrays.listed(), group.name, signal);
  if (!owners.ok) return owners;
  const names = owners.value.flatMap(({ current }) => current?.owner ?? []);
  if (names.length === 0 || names.some((owner) => owner !== last.state.to)) return ok(undefined);
  const { id, state, records } = last;
  return ok({ state, problem: undefined, operation: { id, resumedAfter: 0 }, records });
}

/** The move as it stands now, or a new one where none is open. */
async function enterMove(
  operations: OperationsDirectory,
  order: MoveOrder,
  last: KnownMove | undefined,
): Promise<Result<Operation, Problem>> {
  const { verb, session, first } = order;
  const { source, target, group } = session;
  const open = last === undefined || isEnded(last.state) ? undefined : last;
  if (open === undefined && first !== undefined) return failed({ kind: 'move-missing', group: group.name });
  if (open !== undefined && !isMoveOf(open.state, verb, session))
    return failed(illegalMove(open.state, verb));
  const facts = { from: source.settings.id, to: target.settings.id };
  const about = fingerprint(`${verb} ${facts.from} ${facts.to}`);
  return operations.enter({ verb, group: group.name, fingerprint: about, facts });
}

interface Held {
  readonly operation: Operation;
  readonly lost: AbortSignal;
}

async function withLease(
  bench: Workbench,
  order: MoveOrder,
  { operation, lost }: Held,
): Promise<Result<CarriedOn, Problem>> {
  const { session, verb, options } = order;
  const signal = limitedSignal([session.signal, lost], options.timeout * 1000);
  const held = { ...session, signal };
  const clusters = verb === 'relocate' ? [session.target, session.source] : [session.target];
  const log = new MoveJournal(bench.terminal, operation, { group: session.group.name, clusters });
  const state = await enter(log, order, operation);
  if (!state.ok) return state;
  const path = join(session.config.state, session.group.name, `${operation.id}.objects`);
  const objectsJournal = await FileJournal.open(path, systemClock);
  if (!objectsJournal.ok) return objectsJournal;
  try {
    const context: MoveContext = {
      ...{ bench, session: held, arrays: order.arrays, options },
      id: operation.id,
      objectsJournal: objectsJournal.value,
    };
    const halt = await runMove({ log, take: takeStep(context) }, state.value, signal);
    if (!halt.ok) return halt;
    if (isEnded(halt.value.state)) {
      const ended = await log.end(halt.value.state.phase);
      if (!ended.ok) return ended;
    }
    return ok({ ...halt.value, operation, records: operation.journal.records });
  } finally {
    await objectsJournal.value.close();
  }
}

/** The state that it goes on from: declared now, or as the journal has it; with what the operator says first. */
async function enter(
  log: MoveJournal,
  { verb, session, first, options: { outageAt } }: MoveOrder,
  { journal }: Operation,
): Promise<Result<MoveState, Problem>> {
  const { group, source, target } = session;
  const known = replay(factsOf(journal.records));
  let state = known;
  if (state === undefined) {
    const [from, to] = [source.settings.id, target.settings.id];
    const told = outageAt === undefined ? {} : { outageAt };
    const facts = decide(undefined, { type: 'declare', verb, group: group.name, from, to, ...told });
    if (!facts.ok) return facts;
    for (const fact of facts.value) {
      const kept = await log.append(fact);
      if (!kept.ok) return kept;
    }
    state = replay(facts.value);
  }
  if (state === undefined) return failed({ kind: 'move-missing', group: group.name });
  return first === undefined ? ok(state) : note(log, state, first);
}
