import { join } from 'node:path';
import {
  decide,
  isEnded,
  note,
  ok,
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
import type { MoveOptions } from './move-context.js';
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

/** Begins the move, or goes on with it where it was cut off, until it has ended or cannot go on now. */
export async function carryOn(bench: Workbench, order: MoveOrder): Promise<Result<CarriedOn, Problem>> {
  const { session, verb } = order;
  const { source, target, config, group } = session;
  const begun = await new OperationsDirectory(config.state, systemClock).begin({
    verb,
    group: group.name,
    fingerprint: fingerprint(`${verb} ${source.settings.id} ${target.settings.id}`),
    facts: { from: source.settings.id, to: target.settings.id },
  });
  if (!begun.ok) return begun;
  const operation = begun.value;
  try {
    const guarded = await guardGroup(session, verb === 'relocate' ? [target, source] : [target]);
    if (!guarded.ok) return guarded;
    try {
      return await withLease(bench, order, { operation, lost: guarded.value.lost });
    } finally {
      await guarded.value.release();
    }
  } finally {
    await operation.close();
  }
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
    const context = {
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
  { verb, session, first }: MoveOrder,
  { journal }: Operation,
): Promise<Result<MoveState, Problem>> {
  const { group, source, target } = session;
  const known = replay(factsOf(journal.records));
  let state = known;
  if (state === undefined) {
    const [from, to] = [source.settings.id, target.settings.id];
    const facts = decide(undefined, { type: 'declare', verb, group: group.name, from, to });
    if (!facts.ok) return facts;
    for (const fact of facts.value) {
      const kept = await log.append(fact);
      if (!kept.ok) return kept;
    }
    state = replay(facts.value);
  }
  if (state === undefined) return { ok: false, problem: { kind: 'move-missing', group: group.name } };
  return first === undefined ? ok(state) : note(log, state, first);
}
