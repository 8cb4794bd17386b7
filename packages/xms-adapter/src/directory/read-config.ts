import { failed, ok, type InvalidRequest, type Result } from '@twinsite/domain';
import { parseManagers, type ManagerAddress } from '../client/manager-address.js';
import type { ListedArray } from './array-config.js';

export interface CheckedArray {
  readonly array: ListedArray;
  readonly managers: readonly ManagerAddress[];
  readonly otherManagers: readonly ManagerAddress[];
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
    const otherManagers = parseManagers(array.otherManagers ?? [], `${field}.otherManagers`);
    if (!otherManagers.ok) return otherManagers;
    if (managers.value.length === 0 && array.credentials.kind !== 'missing') {
      return invalid(`${field}.managers`, '', 'name at least one manager');
    }
    for (const { label } of [...managers.value, ...otherManagers.value]) {
      const owner = owners.get(label);
      if (owner !== undefined) {
        const remedy = `array ${owner} has this manager too; one array has one entry`;
        return invalid(`${field}.managers`, label, remedy);
      }
      owners.set(label, array.name);
    }
    checked.push({ array, managers: managers.value, otherManagers: otherManagers.value });
  }
  return ok(checked);
}

function invalid(field: string, value: string, remedy: string): Result<never, InvalidRequest> {
  return failed({ kind: 'invalid-request', field, value, remedy });
}
