import type { CancelSignal } from '../shared/cancel-signal.js';
import { inLanes } from '../shared/in-lanes.js';
import type { Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import { stoppedProblem } from '../shared/stopped-problem.js';
import type { ClusterObject } from '../recovery/objects/cluster-object.js';
import type { Members } from '../recovery/objects/members.js';
import { groupOf, type ObjectKind } from '../recovery/objects/object-kind.js';
import type { ClusterObjects } from '../recovery/ports/cluster-objects.port.js';
import type { RecoverySet } from '../recovery/set/recovery-set.js';
import type { SuspendRule } from '../recovery/transplant/suspend-rule.js';
import { stopPatch, wakePatch } from './stop-and-wake.js';

const LANES = 8;

export interface Workloads {
  readonly objects: ClusterObjects;
  readonly set: RecoverySet;
  readonly rules: readonly SuspendRule[];
}

/**
 * Stops what makes pods of the group on its own cluster, and notes on it how it ran; pods of nobody are deleted, and are in the
 * set. Answers how many were written to. The same again changes nothing.
 */
export const stopWorkloads = (workloads: Workloads, signal: CancelSignal): Promise<Result<number, Problem>> =>
  change(workloads, signal, async ({ objects }, { kind, live }) => {
    if (live === undefined) return ok(false);
    if (live.kind !== 'Pod')
      return patched(objects, { kind, live }, stopPatch(live, workloads.rules), signal);
    const { namespace, name, uid = '' } = live.metadata;
    const removed = await objects.remove(kind, { namespace, name, uid }, signal);
    return removed.ok ? ok(true) : removed;
  });

/** How many of them run and have not been told to stop. Changes nothing. */
export const runningWorkloads = (
  workloads: Workloads,
  signal: CancelSignal,
): Promise<Result<number, Problem>> =>
  change(workloads, signal, ({ rules }, { live }) => {
    const isLeaving = live?.metadata.deletionTimestamp !== undefined;
    const runs = live?.kind === 'Pod' || (live !== undefined && stopPatch(live, rules) !== undefined);
    return Promise.resolve(ok(runs && !isLeaving));
  });

/** Starts on its own cluster again what `stopWorkloads` has stopped there. */
export const wakeWorkloads = (workloads: Workloads, signal: CancelSignal): Promise<Result<number, Problem>> =>
  change(workloads, signal, async ({ objects, rules }, { kind, live, wanted }) => {
    if (live !== undefined) return patched(objects, { kind, live }, wakePatch(live, wanted, rules), signal);
    if (wanted.kind !== 'Pod') return ok(false);
    const how = { manager: 'drctl', force: false, dryRun: false };
    const made = await objects.apply(kind, wanted, how, signal);
    return made.ok ? ok(true) : made;
  });

/**
 * Starts on the target what stands still there, as the set says: with a patch, since a server refuses to let an apply change what
 * was stopped with one. What is not there yet is the restore's.
 */
export const startWorkloads = (
  workloads: Workloads,
  signal: CancelSignal,
): Promise<Result<number, Problem>> =>
  change(workloads, signal, async ({ objects, rules }, { kind, live, wanted }) => {
    if (live === undefined) return ok(false);
    return patched(objects, { kind, live }, wakePatch(live, wanted, rules, 'as wanted'), signal);
  });

interface Workload {
  readonly kind: ObjectKind;
  readonly live: ClusterObject | undefined;
  readonly wanted: ClusterObject;
}

async function change(
  workloads: Workloads,
  signal: CancelSignal,
  work: (workloads: Workloads, workload: Workload) => Promise<Result<boolean, Problem>>,
): Promise<Result<number, Problem>> {
  const kinds = await workloads.objects.kinds(signal);
  if (!kinds.ok) return kinds;
  const wanted = workloads.set.objects
    .filter(({ layer }) => layer === 'workload')
    .map(({ object }) => object);
  let written = 0;
  let looked = 0;
  let problem: Problem | undefined;
  await inLanes(wanted, { lanes: LANES, signal }, async (object) => {
    if (problem !== undefined) return;
    const done = await one(workloads, { kinds: kinds.value, wanted: object }, signal, work);
    looked += 1;
    if (!done.ok) problem ??= done.problem;
    else if (done.value) written += 1;
  });
  if (problem !== undefined) return failed(problem);
  return looked === wanted.length ? ok(written) : failed(stoppedProblem(signal, 'stopping workloads', 0));
}

async function one(
  workloads: Workloads,
  { kinds, wanted }: { readonly kinds: readonly ObjectKind[]; readonly wanted: ClusterObject },
  signal: CancelSignal,
  work: (workloads: Workloads, workload: Workload) => Promise<Result<boolean, Problem>>,
): Promise<Result<boolean, Problem>> {
  const group = groupOf(wanted.apiVersion);
  const kind = kinds.find((served) => served.group === group && served.kind === wanted.kind);
  if (kind === undefined) return ok(false);
  const live = await workloads.objects.get(kind, wanted.metadata, signal);
  return live.ok ? work(workloads, { kind, live: live.value, wanted }) : live;
}

async function patched(
  objects: ClusterObjects,
  { kind, live }: { readonly kind: ObjectKind; readonly live: ClusterObject },
  patch: Members | undefined,
  signal: CancelSignal,
): Promise<Result<boolean, Problem>> {
  if (patch === undefined) return ok(false);
  const { namespace, name, uid } = live.metadata;
  const pinned = { ...patch, metadata: { ...(patch['metadata'] as Members | undefined), uid } };
  const done = await objects.patch(kind, { namespace, name }, pinned, signal);
  return done.ok ? ok(true) : done;
}
