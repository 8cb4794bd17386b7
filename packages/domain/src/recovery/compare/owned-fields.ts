import type { ClusterObject } from '../objects/cluster-object.js';
import { isMembers, listOf, membersOf, textOf, type Members } from '../objects/members.js';
import { sameJson } from '../objects/same-json.js';

/** Node of a FieldsV1 tree (structured-merge-diff): `f:<member>`, `k:<key members as JSON>`, `v:<value as JSON>`, `.`. */
export type OwnedFields = Members;

/** The field manager of everything that drctl applies. */
export const DRCTL_MANAGER = 'drctl';

/** The fields that drctl has applied before, by the API server's word (`metadata.managedFields`). */
export function ownedFields({ metadata }: ClusterObject): OwnedFields | undefined {
  const ours = listOf(metadata, 'managedFields').find(
    (entry) => textOf(entry, 'manager') === DRCTL_MANAGER && textOf(entry, 'operation') === 'Apply',
  );
  return ours === undefined ? undefined : membersOf(ours, 'fieldsV1');
}

export const ownedMember = (owned: OwnedFields | undefined, name: string): OwnedFields | undefined => {
  const node = owned?.[`f:${name}`];
  return isMembers(node) ? node : undefined;
};

/** Members that were applied once and are no longer wanted. */
export const droppedMembers = (owned: OwnedFields | undefined, wanted: Members): readonly string[] =>
  Object.keys(owned ?? {})
    .filter((key) => key.startsWith('f:'))
    .map((key) => key.slice(2))
    .filter((name) => wanted[name] === undefined);

/** Items of a list that were applied once and are no longer wanted, as the tree names them. */
export const droppedItems = (owned: OwnedFields | undefined, wanted: readonly unknown[]): readonly string[] =>
  Object.keys(owned ?? {}).filter((key) => {
    const item = key.startsWith('k:') || key.startsWith('v:') ? parsed(key.slice(2)) : undefined;
    if (item === undefined) return false;
    return !wanted.some((one) => (key.startsWith('v:') ? sameJson(one, item) : hasKeys(one, item)));
  });

/** A key with default values, such as `protocol: TCP` of a port, may be left out of what is wanted. */
const hasKeys = (item: unknown, keys: unknown): boolean =>
  isMembers(item) &&
  isMembers(keys) &&
  Object.entries(keys).every(([name, value]) => item[name] === undefined || sameJson(item[name], value));

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
