import type { ArrayDirectory } from '../../array/array-directory.port.js';
import { sameKey, type ObjectKey } from '../../kubernetes/object-key.js';
import { managerPlace } from '../../volume/manager-list.js';
import type { AccessPathObject } from '../access-path-objects.port.js';
import type { AccessPathSpec } from '../access-path-spec.js';
import { parseAccessPathSpec } from '../parse-access-path-spec.js';

/**
 * Of several objects that stand for the same path of the same array the oldest goes first, of those being deleted none
 * before the others. Undefined when this one does.
 */
export function leaderOf(
  object: AccessPathObject,
  spec: AccessPathSpec,
  { objects, arrays }: { readonly objects: readonly AccessPathObject[]; readonly arrays: ArrayDirectory },
): ObjectKey | undefined {
  const rivals = objects.filter((other) => {
    if (sameKey(other.key, object.key)) return false;
    const parsed = parseAccessPathSpec(other.spec);
    return parsed.ok && isSamePath(parsed.value, spec, arrays);
  });
  const [first] = [object, ...rivals].sort(byRank);
  return first === undefined || sameKey(first.key, object.key) ? undefined : first.key;
}

function byRank(a: AccessPathObject, b: AccessPathObject): number {
  if (a.isDeleting !== b.isDeleting) return a.isDeleting ? 1 : -1;
  if (a.createdAt !== b.createdAt) return a.createdAt - b.createdAt;
  return a.uid < b.uid ? -1 : 1;
}

function isSamePath(a: AccessPathSpec, b: AccessPathSpec, arrays: ArrayDirectory): boolean {
  if (a.name !== b.name) return false;
  const [one, two] = [a, b].map(({ managers }) => arrays.resolve({ managers, credentials: undefined }));
  // Of several arrays is of none: it neither leads the object of one of them nor is led by it.
  if ([one, two].some((each) => each?.ok === false && each.problem.kind === 'managers-of-several-arrays'))
    return false;
  const places = a.managers.map(managerPlace);
  if (b.managers.some((manager) => places.includes(managerPlace(manager)))) return true;
  return one?.ok === true && two?.ok === true && one.value.name === two.value.name;
}
