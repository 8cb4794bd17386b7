import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import { ok, type Result } from '../../shared/result.js';
import { refOf } from '../objects/object-ref.js';
import type { ClusterObjects } from '../ports/cluster-objects.port.js';
import { GROUP_LABEL } from '../transplant/dr-names.js';
import { eachOrProblem } from './each-or-problem.js';
import { heldObjects } from './held-objects.js';
import { policyOf } from './keepable.js';
import type { Kept } from './protect-group.js';

/**
 * The volumes and snapshots of the group are nobody's again. Their policy stays Retain, because the other cluster may
 * hold the same data; only `releaseGroup` gives the old one back. Answers what stays so.
 */
export async function unprotectGroup(
  { source, group }: { readonly source: ClusterObjects; readonly group: string },
  signal: CancelSignal,
): Promise<Result<readonly Kept[], Problem>> {
  const held = await heldObjects(source, { labelSelector: `${GROUP_LABEL}=${group}` }, signal);
  if (!held.ok) return held;
  const done = await eachOrProblem(
    held.value,
    ({ kind, object: { metadata } }) => {
      const { name, uid, resourceVersion } = metadata;
      const change = { metadata: { uid, resourceVersion, labels: { [GROUP_LABEL]: null } } };
      return source.patch(kind, { name }, change, signal);
    },
    signal,
  );
  if (!done.ok) return done;
  return ok(
    held.value.map(({ keepable, object }) => ({
      object: refOf(object),
      original: object.metadata.annotations?.[keepable.original] ?? policyOf(object, keepable),
    })),
  );
}
