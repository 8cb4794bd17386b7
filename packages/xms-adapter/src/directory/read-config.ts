import { failed, ok, type InvalidRequest, type Result } from '@twinsite/domain';
import { parseManagers, type ManagerAddress } from '../client/manager-address.js';
import type { ListedArray } from './array-config.js';

export interface CheckedArray {
  readonly array: ListedArray;
  readonly managers: readonly ManagerAddress[];
}

/** Names are unique, every array has a manager, and no manager belongs to two arrays. */
export function checkArrays(arrays: readonly ListedArray[]): Result<readonly CheckedArray[], InvalidRequest> {
  const checked: CheckedArray[] = [];
  const owners = new Map<string, string>();
  for (const [index, array] of arrays.entries()) {
    const field = `arrays[${index}]`;
    if (checked.some((other) => other.array.name === array.name)) {
      return invalid(`${field}.name`, array.name, 'two arrays have this name; give each its own');
    }
    const managers = parseManagers(array.managers, `${field}.managers`);
    if (!managers.ok) return managers;
    if (managers.value.length === 0) return invalid(`${field}.managers`, '', 'name at least one manager');
    for (const { label } of managers.value) {
      const owner = owners.get(label);
      if (owner !== undefined) {
        return invalid(
          `${field}.managers`,
          label,
          `array ${owner} has this manager too; one array has one entry`,
        );
      }
      owners.set(label, array.name);
    }
    checked.push({ array, managers: managers.value });
  }
  return ok(checked);
}

function invalid(field: string, value: string, remedy: string): Result<never, InvalidRequest> {
  return failed({ kind: 'invalid-request', field, value, remedy });
}
