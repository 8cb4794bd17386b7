import {
  gateOf,
  ok,
  openGate,
  setGate,
  type GroupActivity,
  type Problem,
  type RecoverySet,
  type Result,
} from '@twinsite/domain';
import { systemClock } from '@twinsite/xms-adapter';
import { adaptedSet } from '../moves/adapted-set.js';
import type { OpenCluster, Workbench } from '../workbench.js';
import type { GroupSession } from './session.js';

type Session = Pick<GroupSession, 'source' | 'target' | 'group' | 'signal'>;
type Setting = readonly [set: RecoverySet, state: GroupActivity];

/** Pods of the group may be made on the source, or may not; `set` has the source's names. */
export const gateSource = (
  bench: Workbench,
  { source, signal, group }: Session,
  [set, state]: Setting,
): Promise<Result<void, Problem>> => gate(bench, source, [{ ...set, group: group.name }, state], signal);

/** The same for the target, with the names that it has there. */
export const gateTarget = (
  bench: Workbench,
  { target, group, signal }: Session,
  [set, state]: Setting,
): Promise<Result<void, Problem>> =>
  gate(bench, target, [{ ...adaptedSet(group, set), group: group.name }, state], signal);

/** Before the group is started on the target: whatever keeps its pods out there is opened. */
export async function openTarget(
  { terminal }: Workbench,
  { target, group, signal }: Session,
  set: RecoverySet,
): Promise<Result<void, Problem>> {
  const { objects, settings } = target;
  const there = gateOf({ ...adaptedSet(group, set), group: group.name }, settings.id);
  const opened = await openGate({ objects, clock: systemClock }, there, signal);
  if (!opened.ok) return opened;
  if (opened.value === 'set')
    terminal.err(`cluster ${settings.id}: the gate of group ${group.name} is active`);
  return ok(undefined);
}

async function gate(
  { terminal }: Workbench,
  { objects, settings: { id } }: OpenCluster,
  [set, state]: Setting,
  signal: AbortSignal,
): Promise<Result<void, Problem>> {
  const ports = { objects, clock: systemClock };
  const done = await setGate(ports, { gate: gateOf(set, id), state }, signal);
  if (!done.ok) return done;
  if (done.value === 'unserved')
    terminal.err(
      `cluster ${id} has no ValidatingAdmissionPolicy (Kubernetes 1.30): nothing keeps others from starting group ${set.group} there but the array`,
    );
  if (done.value === 'set') terminal.err(`cluster ${id}: the gate of group ${set.group} is ${state}`);
  return ok(undefined);
}
