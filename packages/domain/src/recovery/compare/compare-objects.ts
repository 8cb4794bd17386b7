import type { ClusterObject } from '../objects/cluster-object.js';
import { isMembers, without, type Members } from '../objects/members.js';
import { sameJson } from '../objects/same-json.js';
import { droppedItems, droppedMembers, ownedFields, ownedMember, type OwnedFields } from './owned-fields.js';

export interface Difference {
  /** `spec.replicas`, `metadata.labels[app.kubernetes.io/name]`. */
  readonly path: string;
  /**
   * `missing`: the live object has no such field. `ours`: drctl applied another value before. `theirs`: somebody else's
   * value. `dropped`: drctl applied it before, and it is no longer wanted.
   */
  readonly kind: 'missing' | 'ours' | 'theirs' | 'dropped';
}

/** Written by controllers of each cluster, or telling what kubectl once sent: no difference of the object. */
const NOTES_OF_TOOLS = [
  'kubectl.kubernetes.io/last-applied-configuration',
  'deployment.kubernetes.io/revision',
];
const NAMED = ['apiVersion', 'kind'];

/** What an apply would change; what the live object has besides (defaults, status, other managers' fields) is no difference. */
export function compareObjects(wanted: ClusterObject, live: ClusterObject): readonly Difference[] {
  const { metadata, ...rest } = without(wanted, NAMED);
  const owned = ownedFields(live);
  const names = ['labels', 'annotations'] as const;
  const meta = names.flatMap((name) => {
    const side = (object: unknown): Members =>
      isMembers(object) && isMembers(object[name]) ? without(object[name], NOTES_OF_TOOLS) : {};
    return compare(side(metadata), side(live.metadata), {
      path: `metadata.${name}`,
      owned: ownedMember(ownedMember(owned, 'metadata'), name),
    });
  });
  const body = without(owned ?? {}, ['f:metadata', ...NAMED.map((name) => `f:${name}`)]);
  return [
    ...meta,
    ...compare(rest, without(live, ['metadata', ...NAMED]), { path: '', owned: owned && body }),
  ];
}

interface Place {
  readonly path: string;
  readonly owned: OwnedFields | undefined;
}

function compare(wanted: unknown, live: unknown, place: Place): readonly Difference[] {
  if (wanted === undefined) return [];
  if (live === undefined) return isEmpty(wanted) ? [] : [{ path: place.path, kind: 'missing' }];
  if (isMembers(wanted) && isMembers(live)) return compareMembers(wanted, live, place);
  if (Array.isArray(wanted) && Array.isArray(live)) return compareLists(wanted, live, place);
  return sameJson(wanted, live) ? [] : [contradiction(place)];
}

function compareMembers(wanted: Members, live: Members, { path, owned }: Place): readonly Difference[] {
  const dropped = droppedMembers(owned, wanted)
    .filter((name) => live[name] !== undefined)
    .map((name): Difference => ({ path: memberPath(path, name), kind: 'dropped' }));
  const inner = Object.keys(wanted).flatMap((name) =>
    compare(wanted[name], live[name], { path: memberPath(path, name), owned: ownedMember(owned, name) }),
  );
  return [...inner, ...dropped];
}

/** Every item that is wanted is there, among items of others and with fields of others in it. */
function compareLists(
  wanted: readonly unknown[],
  live: readonly unknown[],
  { path, owned }: Place,
): readonly Difference[] {
  if (sameJson(wanted, live)) return [];
  if (droppedItems(owned, wanted).length > 0) return [{ path, kind: 'dropped' }];
  if (!wanted.every(isMembers)) return [contradiction({ path, owned })];
  const left = [...live];
  for (const item of wanted) {
    const at = left.findIndex((one) => compare(item, one, { path, owned: undefined }).length === 0);
    if (at < 0) return [contradiction({ path, owned })];
    left.splice(at, 1);
  }
  return [];
}

const contradiction = ({ path, owned }: Place): Difference => ({
  path,
  kind: owned === undefined ? 'theirs' : 'ours',
});

const isEmpty = (value: unknown): boolean =>
  value === null || (isMembers(value) && Object.keys(value).length === 0);

const memberPath = (path: string, name: string): string => {
  if (/[./]/.test(name)) return `${path}[${name}]`;
  return path === '' ? name : `${path}.${name}`;
};
