import {
  ok,
  stopWorkloads,
  syncGroup,
  untilQuiet,
  type Problem,
  type ReadSet,
  type Result,
  type SyncReport,
} from '@twinsite/domain';
import { OperationsDirectory, type Operation } from '@twinsite/k8s-dr-adapter';
import { systemClock } from '@twinsite/xms-adapter';
import type { MoveOptions } from '../moves/move-context.js';
import { adaptedSet } from '../moves/adapted-set.js';
import { requireNames } from '../moves/conditions.js';
import { keepLostChanges } from '../moves/lost-changes.js';
import { fromOwner } from '../moves/group-owner.js';
import { guardGroup } from '../moves/guard-group.js';
import { limitedSignal } from './limited-signal.js';
import { openMove, refuse } from './move.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { progressOn } from '../render/progress.js';
import type { Workbench } from '../workbench.js';
import { backUp } from './backup.js';
import { fingerprint } from './fingerprint.js';
import { gateSource, gateTarget } from './gates.js';
import { onArrays } from './on-arrays.js';
import { readSet } from './read-set.js';
import { adaptationFor } from './restore-input.js';
import { onGroup, type GroupSession } from './session.js';
import { stop } from './stop.js';

/** `drctl reprotect GROUP`: the returned cluster is stopped, made what the group is now, and stands by. */
export const runReprotect = (bench: Workbench, group: string, options: MoveOptions): Promise<ExitCode> =>
  onGroup(bench, { ...options, group }, (given) =>
    onArrays(bench, given, async (arrays) => {
      const open = await openMove(bench, given);
      if (typeof open === 'number') return open;
      if (open !== undefined) return refuse(bench, open, 'reprotect');
      const session = await fromOwner(given, arrays);
      return session.ok ? reprotect(bench, session.value, options) : stop(bench.terminal, [session.problem]);
    }),
  );

/** The session's source runs the group; its target is the cluster that came back. */
export async function reprotect(
  bench: Workbench,
  session: GroupSession,
  options: MoveOptions,
): Promise<ExitCode> {
  const { terminal } = bench;
  const named = requireNames(session);
  if (!named.ok) return stop(terminal, [named.problem]);
  const guarded = await guardGroup(session, [session.target]);
  if (!guarded.ok) return stop(terminal, [guarded.problem]);
  try {
    const signal = limitedSignal([session.signal, guarded.value.lost], options.timeout * 1000);
    return await makeStandby(bench, { ...session, signal }, options);
  } finally {
    await guarded.value.release();
  }
}

async function makeStandby(bench: Workbench, session: GroupSession, options: MoveOptions): Promise<ExitCode> {
  const { terminal } = bench;
  const { source, target, group } = session;
  const set = await readSet(session, source);
  if (!set.ok) return stop(terminal, [set.problem]);
  const told = await tellLost(bench, session);
  if (!told.ok) return stop(terminal, [told.problem]);
  terminal.err(`reprotect: stopping what cluster ${target.settings.id} still has of group ${group.name}`);
  const quiet = await quarantine(bench, session, { set: set.value, options });
  if (!quiet.ok) return stop(terminal, [quiet.problem]);
  const kept = await backUp(terminal, session, set.value);
  if (kept !== EXIT.ok) return kept;
  const warmed = await warm(bench, { session, set: set.value, options });
  if (!warmed.ok) return stop(terminal, [warmed.problem]);
  const { outcome, problems, claims } = warmed.value;
  if (outcome !== 'complete') return stop(terminal, problems);
  const open = await gateSource(bench, session, [set.value, 'active']);
  if (!open.ok) return stop(terminal, [open.problem]);
  terminal.err(
    `cluster ${target.settings.id} stands by for group ${group.name}: ${claims} claims proved, nothing runs\nnext: drctl failback ${group.name}`,
  );
  return EXIT.ok;
}

/** Before it is written over: what was changed there after the bundle that the failover was made from. */
async function tellLost({ terminal }: Workbench, session: GroupSession): Promise<Result<void, Problem>> {
  const lost = await keepLostChanges(session);
  if (!lost.ok || lost.value === undefined) return lost.ok ? ok(undefined) : lost;
  const { bundle, changes } = lost.value;
  const { id } = session.target.settings;
  terminal.err(`reprotect: ${changes.length} objects of cluster ${id} are not as bundle ${bundle} has them`);
  for (const { object, how } of changes) terminal.err(`  ${how}: ${object}`);
  return ok(undefined);
}

/** Nothing of the group is left on the nodes of the cluster that came back: what they had not written is gone, or was fenced. */
async function quarantine(
  bench: Workbench,
  session: GroupSession,
  { set, options: { wait } }: Omit<Warming, 'session'>,
): Promise<Result<void, Problem>> {
  const { target, group, signal } = session;
  const { objects, settings } = target;
  const shut = await gateTarget(bench, session, [set, 'passive']);
  if (!shut.ok) return shut;
  const there = { ...adaptedSet(group, set), cluster: settings.id };
  const stopped = await stopWorkloads({ objects, set: there, rules: group.suspendRules }, signal);
  if (!stopped.ok) return stopped;
  return untilQuiet({ objects, clock: systemClock, waitMs: wait * 1000 }, there, signal);
}

interface Warming {
  readonly session: GroupSession;
  readonly set: ReadSet;
  readonly options: MoveOptions;
}

async function warm(
  { terminal }: Workbench,
  { session, set, options }: Warming,
): Promise<Result<SyncReport, Problem>> {
  const { config, group, source, target, signal } = session;
  const operation = await new OperationsDirectory(config.state, systemClock).begin({
    verb: 'reprotect',
    group: group.name,
    fingerprint: fingerprint(`reprotect ${source.settings.id} ${target.settings.id}`),
    facts: { from: source.settings.id, to: target.settings.id },
  });
  if (!operation.ok) return operation;
  const { journal }: Operation = operation.value;
  const progress = progressOn(terminal, options.progress);
  const ports = { target: target.objects, journal, clock: systemClock, progress };
  const adaptation = adaptationFor(group, 'standby');
  const waitMs = options.wait * 1000;
  try {
    const order = { set, adaptation, conflict: 'take' as const, acceptGaps: true, waitMs };
    const report = await syncGroup(ports, order, signal);
    const ended = await journal.append({ type: 'end', outcome: report.ok ? report.value.outcome : 'failed' });
    return !report.ok || ended.ok ? report : ended;
  } finally {
    await operation.value.close();
  }
}
