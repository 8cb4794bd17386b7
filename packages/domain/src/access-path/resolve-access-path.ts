import type { ArrayDirectory } from '../array/array-directory.port.js';
import type { StorageArray } from '../array/storage-array.js';
import { formatKey } from '../kubernetes/object-key.js';
import type { InvalidRequest, Problem } from '../shared/problem.js';
import { failed, ok, type Result } from '../shared/result.js';
import type { AccessPathNames, NamedAccessPath } from './access-path-names.port.js';

export interface NameRoom {
  readonly arrays: ArrayDirectory;
  readonly names: AccessPathNames;
}

/** Without Kubernetes a name is the array's own. */
export const ownNames: AccessPathNames = { called: () => ({ ok: true, value: [] }) };

export interface GivenName {
  readonly name: string;
  /** Where it stands, for a message. */
  readonly field: string;
}

/**
 * The array's name of an access path that a StorageClass names: that of the AccessPath object called so, if there is one
 * for this array, else the name itself. Objects in several namespaces that mean different paths are refused, not chosen from.
 */
export function pathOnArray(
  { arrays, names }: NameRoom,
  given: GivenName,
  array: Pick<StorageArray, 'name'>,
): Result<string, Problem> {
  const called = names.called(given.name);
  if (!called.ok) return called;
  const here = called.value.filter((path) => arrayOf(arrays, path) === array.name);
  const [first] = here;
  const other = here.find(({ name }) => name !== first?.name);
  if (first === undefined || other === undefined) return ok(first?.name ?? given.name);
  return failed(ambiguous(given, [first, other], 'different access paths'));
}

/** The managers of the array that the AccessPath objects called so stand for; none when there is no such object. */
export function managersByName(
  { arrays, names }: NameRoom,
  given: GivenName,
): Result<readonly string[], Problem> {
  const called = names.called(given.name);
  if (!called.ok) return called;
  const [first] = called.value;
  if (first === undefined) return ok([]);
  const other = called.value.find((path) => arrayOf(arrays, path) !== arrayOf(arrays, first));
  if (other === undefined) return ok(first.managers);
  return failed(ambiguous(given, [first, other], 'access paths of different arrays'));
}

function arrayOf(arrays: ArrayDirectory, { managers }: NamedAccessPath): string | undefined {
  const array = arrays.resolve({ managers, credentials: undefined });
  return array.ok ? array.value.name : undefined;
}

function ambiguous(
  { name, field }: GivenName,
  [first, other]: readonly [NamedAccessPath, NamedAccessPath],
  what: string,
): InvalidRequest {
  const told = ({ object, name: path, managers }: NamedAccessPath): string =>
    `${formatKey(object)} (${path} of ${managers.join(', ')})`;
  const remedy = `AccessPaths of this name mean ${what}: ${told(first)} and ${told(other)}; rename one of the objects`;
  return { kind: 'invalid-request', field, value: name, remedy };
}
