import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import type { ClusterObject } from '../objects/cluster-object.js';
import { membersOf } from '../objects/members.js';
import { formatRef, refOf } from '../objects/object-ref.js';

const FIELD = 'persistentVolumeClaimRetentionPolicy';

/** Scaling a protected StatefulSet to 0, or deleting it, must leave its claims (KEP-1847). */
export function claimsAreKept(objects: readonly ClusterObject[]): Result<void, Problem> {
  for (const object of objects.filter(({ kind }) => kind === 'StatefulSet')) {
    const policy = membersOf(membersOf(object, 'spec'), FIELD);
    const when = ['whenScaled', 'whenDeleted'].find((event) => policy[event] === 'Delete');
    if (when === undefined) continue;
    const statefulSet = formatRef(refOf(object));
    return failed({ kind: 'claims-not-kept', statefulSet, field: `spec.${FIELD}.${when}` });
  }
  return ok(undefined);
}
