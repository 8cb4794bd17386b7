import type { KeptClass, KeptClasses } from '@twinsite/domain';
import { parseManager, type ManagerAddress } from '../client/manager-address.js';
import type { ArrayTraits, ListedArray } from '../directory/array-config.js';
import { credentialKey } from '../session/credential-key.js';
import { groupByManagers } from './group-access-paths.js';

export interface ClassSources {
  /** Of the configuration file; checked (`readArrays`). */
  readonly configured: readonly ListedArray[];
  readonly kept: KeptClasses;
  /** Of arrays that only classes name. */
  readonly traits: ArrayTraits;
}

interface ReadClass {
  readonly entry: KeptClass;
  readonly managers: readonly ManagerAddress[];
}

/**
 * One list of the configuration's arrays and of those that StorageClasses brought. The same manager is the same array; the
 * entry of the configuration wins, else the credentials that logged in last. Credentials only go to managers that were named
 * together with them. An entry that cannot be read is an array that cannot be asked: while it stands, nothing is called gone.
 */
export function mergeClasses({ configured, kept, traits }: ClassSources): readonly ListedArray[] {
  const newestFirst = [...kept.classes].sort((a, b) => b.keptAt - a.keptAt);
  const arrays = [...configured];
  for (const group of groupByManagers(newestFirst.map(readClass))) {
    const labels = new Set(group.flatMap(({ managers }) => managers.map(({ label }) => label)));
    const [only, ...others] = arrays.filter((array) => labelsOf(array).some((label) => labels.has(label)));
    if (only === undefined) arrays.push(...fromGroup(group, traits, arrays));
    else if (others.length === 0) arrays.splice(arrays.indexOf(only), 1, withManagersOf(only, group));
  }
  return [...arrays, ...kept.unreadable.map((name) => silent(name, traits))];
}

function readClass(entry: KeptClass): ReadClass {
  const managers = entry.managers.flatMap((text) => {
    const manager = parseManager(text, 'xmsServers');
    return manager.ok ? [manager.value] : [];
  });
  return { entry, managers };
}

/** The name is that of its first manager: it stands in page tokens and messages, where it is a hint. */
function fromGroup(
  group: readonly ReadClass[],
  traits: ArrayTraits,
  listed: readonly ListedArray[],
): readonly ListedArray[] {
  const [newest] = group;
  const [first] = newest?.managers ?? [];
  if (newest === undefined || first === undefined) return [];
  const isTaken = listed.some(({ name }) => name === first.label);
  const { credentials } = newest.entry;
  const isTrusted = ({ entry }: ReadClass): boolean =>
    credentialKey(entry.credentials) === credentialKey(credentials);
  const managers = distinct(group.filter(isTrusted), []);
  const otherManagers = distinct(
    group,
    managers.map(({ label }) => label),
  ).map(({ origin }) => origin);
  return [
    {
      ...traits,
      name: isTaken ? `class ${first.label}` : first.label,
      managers: managers.map(({ origin }) => origin),
      otherManagers,
      credentials,
    },
  ];
}

/** They mean this array; its credentials never go to them. */
function withManagersOf(array: ListedArray, group: readonly ReadClass[]): ListedArray {
  const more = distinct(group, labelsOf(array)).map(({ origin }) => origin);
  return more.length === 0 ? array : { ...array, otherManagers: [...(array.otherManagers ?? []), ...more] };
}

function silent(entry: string, traits: ArrayTraits): ListedArray {
  const reason = `the kept credentials ${entry} cannot be read: they are damaged, or of a newer version of the driver`;
  return { ...traits, name: `class ${entry}`, managers: [], credentials: { kind: 'missing', reason } };
}

const labelsOf = ({ managers, otherManagers = [] }: ListedArray): readonly string[] =>
  [...managers, ...otherManagers].flatMap((text) => {
    const manager = parseManager(text, 'managers');
    return manager.ok ? [manager.value.label] : [];
  });

function distinct(group: readonly ReadClass[], known: readonly string[]): readonly ManagerAddress[] {
  const byLabel = new Map<string, ManagerAddress>();
  for (const manager of group.flatMap(({ managers }) => managers))
    if (!known.includes(manager.label) && !byLabel.has(manager.label)) byLabel.set(manager.label, manager);
  return [...byLabel.values()];
}
