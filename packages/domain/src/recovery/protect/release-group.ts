import { never, type CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import { ok, type Result } from '../../shared/result.js';
import { refOf } from '../objects/object-ref.js';
import type { ClusterObjects } from '../ports/cluster-objects.port.js';
import { GROUP_LABEL, ORIGINAL_PROVISIONED_BY, PROVISIONED_BY } from '../transplant/dr-names.js';
import { eachOrProblem } from './each-or-problem.js';
import { heldObjects, type Held } from './held-objects.js';
import { policyOf } from './keepable.js';
import type { Kept } from './protect-group.js';
import { holderIsThere, peerHoldsNone } from './release-checks.js';

interface Release {
  readonly source: ClusterObjects;
  /** The other cluster. */
  readonly peer: ClusterObjects;
  readonly group: string;
}

/**
 * Gives volumes and snapshots of the group their old policy back: the one way to `Delete`. Only when the other cluster,
 * asked before and after, stands for none of the data; if it does afterwards, they are Retain again.
 */
export async function releaseGroup(
  { source, peer, group }: Release,
  signal: CancelSignal,
): Promise<Result<readonly Kept[], Problem>> {
  const kinds = await source.kinds(signal);
  if (!kinds.ok) return kinds;
  const held = await heldObjects(source, { labelSelector: `${GROUP_LABEL}=${group}` }, signal);
  if (!held.ok) return held;
  const alone = await peerHoldsNone(peer, held.value, signal);
  if (!alone.ok) return alone;
  const safe = await eachOrProblem(
    held.value,
    (one) => holderIsThere(source, kinds.value, one, signal),
    signal,
  );
  if (!safe.ok) return safe;
  const given = await eachOrProblem(held.value, (one) => giveBack(source, one, signal), signal);
  const still = given.ok ? await peerHoldsNone(peer, held.value, signal) : given;
  if (!still.ok) {
    // The caller's patience may be at its end; the data's safety is not.
    const again = await eachOrProblem(held.value, (one) => takeBack(source, one, group), never);
    return again.ok ? still : again;
  }
  return ok(held.value.map((one) => ({ object: refOf(one.object), original: originalOf(one) })));
}

const originalOf = ({ keepable, object }: Held): string =>
  object.metadata.annotations?.[keepable.original] ?? policyOf(object, keepable);

/** Of that very state: what somebody changed meanwhile is looked at anew. */
function giveBack(source: ClusterObjects, held: Held, signal: CancelSignal) {
  const { name, uid, resourceVersion, annotations } = held.object.metadata;
  const provisioner = annotations?.[ORIGINAL_PROVISIONED_BY];
  const ours = { [held.keepable.original]: null, [ORIGINAL_PROVISIONED_BY]: null };
  const change = {
    metadata: {
      uid,
      resourceVersion,
      labels: { [GROUP_LABEL]: null },
      annotations: provisioner === undefined ? ours : { ...ours, [PROVISIONED_BY]: provisioner },
    },
    spec: { [held.keepable.policy]: originalOf(held) },
  };
  return source.patch(held.kind, { name }, change, signal);
}

function takeBack(source: ClusterObjects, held: Held, group: string) {
  const { name, uid } = held.object.metadata;
  const change = {
    metadata: {
      uid,
      labels: { [GROUP_LABEL]: group },
      annotations: { [held.keepable.original]: originalOf(held) },
    },
    spec: { [held.keepable.policy]: 'Retain' },
  };
  return source.patch(held.kind, { name }, change, never);
}
