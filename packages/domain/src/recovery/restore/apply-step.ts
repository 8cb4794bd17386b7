import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import { DRCTL_MANAGER } from '../compare/owned-fields.js';
import type { ClusterObject } from '../objects/cluster-object.js';
import { groupOf, type ObjectKind } from '../objects/object-kind.js';
import { membersOf, type Members } from '../objects/members.js';
import { formatRef, refOf } from '../objects/object-ref.js';
import type { ClusterObjects } from '../ports/cluster-objects.port.js';
import { claimRefOf } from './judge-volume.js';
import type { Step } from './step.js';

type Changed = Result<ClusterObject, Problem>;

/** One write, or two where an object must be freed or removed first. The same again does no harm. */
export async function applyStep(target: ClusterObjects, step: Step, signal: CancelSignal): Promise<Changed> {
  const kind = step.kind ?? (await lateKind(target, step.wanted, signal));
  if (kind === undefined)
    return failed({
      kind: 'kind-unserved',
      object: formatRef(refOf(step.wanted)),
      apiVersion: step.wanted.apiVersion,
    });
  const { namespace, name } = step.wanted.metadata;
  const before = await clearWay(target, { ...step, kind }, signal);
  if (!before.ok) return before;
  if (step.patch !== undefined)
    return target.patch(kind, { namespace, name }, pinned(step.patch, step), signal);
  // Unless the step says so, it refuses to take fields of other managers: a volume is never exchanged by it.
  return target.apply(
    kind,
    step.applied ?? step.wanted,
    { manager: DRCTL_MANAGER, force: step.force === true, dryRun: false },
    signal,
  );
}

/** A custom resource whose definition was made a moment ago. */
async function lateKind(
  target: ClusterObjects,
  { apiVersion, kind }: ClusterObject,
  signal: CancelSignal,
): Promise<ObjectKind | undefined> {
  const served = await target.kinds(signal);
  if (!served.ok) return undefined;
  return served.value.find((one) => one.group === groupOf(apiVersion) && one.kind === kind);
}

/** Of that very object: one that was made anew meanwhile is looked at again first. */
const pinned = (patch: Members, { live }: Step): Members => ({
  ...patch,
  metadata: { ...membersOf(patch, 'metadata'), uid: live?.metadata.uid },
});

async function clearWay(
  target: ClusterObjects,
  { action, kind, live }: Step & { readonly kind: ObjectKind },
  signal: CancelSignal,
): Promise<Result<unknown, Problem>> {
  if (live === undefined) return ok(undefined);
  const { name, namespace, uid = '', resourceVersion } = live.metadata;
  if (action === 'replace') return target.remove(kind, { namespace, name, uid }, signal);
  if (action !== 'free') return ok(undefined);
  // Only in the very state that was judged: a claim that took it meanwhile keeps it (hazard D7).
  const claimRef = { ...claimRefOf(live), uid: null, resourceVersion: null };
  return target.patch(kind, { name }, { metadata: { uid, resourceVersion }, spec: { claimRef } }, signal);
}
