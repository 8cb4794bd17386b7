import { formatKey, type ObjectKey } from '@twinsite/domain';
import type { ManagerAddress } from '../client/manager-address.js';
import type { ArrayTraits, ListedArray, MissingCredentials } from '../directory/array-config.js';
import type { NamedManagers } from './group-access-paths.js';

export const silentName = (key: ObjectKey): string => `AccessPath ${formatKey(key)}`;

export interface Silence {
  readonly traits: ArrayTraits;
  /** Why it cannot be asked. */
  readonly credentials: MissingCredentials;
  /** Labels of managers that are listed otherwise. */
  readonly known: readonly string[];
}

/** Of managers that may be those of an array that nobody else names: until that is clear, nothing may be called missing. */
export function silentArray(
  group: readonly NamedManagers[],
  { traits, credentials, known }: Silence,
): readonly ListedArray[] {
  const otherManagers = distinct(group, known).map(({ origin }) => origin);
  const [first] = group;
  if (first === undefined || otherManagers.length === 0) return [];
  const name = silentName(first.seen.key);
  return [{ ...traits, name, managers: [], otherManagers, credentials }];
}

/** The managers of a group, each once, without those of these labels. */
export function distinct(
  group: readonly Pick<NamedManagers, 'managers'>[],
  known: readonly string[],
): readonly ManagerAddress[] {
  const byLabel = new Map<string, ManagerAddress>();
  for (const manager of group.flatMap(({ managers }) => managers))
    if (!known.includes(manager.label) && !byLabel.has(manager.label)) byLabel.set(manager.label, manager);
  return [...byLabel.values()];
}
