import type { ManagerAddress } from '../client/manager-address.js';
import type { ManagerArrays } from '../directory/manager-arrays.js';
import type { NamedManagers } from './group-access-paths.js';

export const arraysOf = (managers: readonly ManagerAddress[], arrays: ManagerArrays): readonly string[] => [
  ...new Set(managers.flatMap(({ label }) => arrays.get(label) ?? [])),
];

/** Part of a group; all its managers that have said so are of one array. */
export interface GroupPart {
  readonly members: readonly NamedManagers[];
  /** Managers that have not said which of several arrays they are of. */
  readonly unsure: readonly ManagerAddress[];
}

/**
 * AccessPaths that share a manager are one array, unless their managers say otherwise: then there is a part for each array, and a
 * manager that has not answered is asked by none. No member names managers of several arrays by itself.
 */
export function splitByArray(group: readonly NamedManagers[], arrays: ManagerArrays): readonly GroupPart[] {
  const all = group.flatMap(({ managers }) => managers);
  const ids = arraysOf(all, arrays);
  if (ids.length < 2) return [{ members: group, unsure: [] }];
  const known = new Set(all.filter(({ label }) => arrays.has(label)).map(({ label }) => label));
  return ids.map((id, at) => ({
    members: group
      .map((one) => ({ ...one, managers: one.managers.filter(({ label }) => arrays.get(label) === id) }))
      .filter(({ managers }) => managers.length > 0),
    unsure: at === 0 ? all.filter(({ label }) => !known.has(label)) : [],
  }));
}
