import { formatKey, type ArrayCredentials, type ObjectKey } from '@twinsite/domain';
import { parseManager, type ManagerAddress } from '../client/manager-address.js';
import type { ArrayTraits, ListedArray, MissingCredentials } from '../directory/array-config.js';
import { credentialKey } from '../session/credential-key.js';
import { groupByManagers, inOrder, readManagers, type NamedManagers } from './group-access-paths.js';
import type { ArrayListFinding, SeenAccessPath } from './seen-access-path.js';

export interface ArraySources {
  /** Of the configuration file; checked (`readArrays`). */
  readonly configured: readonly ListedArray[];
  readonly accessPaths: readonly SeenAccessPath[];
  /** Of arrays that only AccessPaths name. */
  readonly traits: ArrayTraits;
}

export interface MergedArrays {
  /** Those of the configuration in its order, then the others by the age of their oldest AccessPath. */
  readonly arrays: readonly ListedArray[];
  readonly findings: readonly ArrayListFinding[];
}

/**
 * One list of the configuration's arrays and of those that AccessPaths name. The same manager is the same array; the entry of
 * the configuration wins, else the oldest AccessPath whose credentials can be had. Credentials only go to managers that were
 * named together with them: whoever may write an AccessPath must not be able to draw another one's password to a manager
 * of his own.
 */
export function mergeArrays({ configured, accessPaths, traits }: ArraySources): MergedArrays {
  const read = inOrder(accessPaths).map(readManagers);
  const groups = groupByManagers(read.filter(({ seen }) => seen.isRefused !== true));
  const arrays = [...configured];
  const findings = read.flatMap((each) => each.findings);
  for (const group of groups) {
    const labels = new Set(group.flatMap(({ managers }) => managers.map(({ label }) => label)));
    const meant = configured.filter((array) => labelsOf(array).some((label) => labels.has(label)));
    const [only, ...others] = meant;
    if (only === undefined) {
      const made = fromGroup(group, traits, arrays);
      arrays.push(made.array);
      findings.push(...othersUsed(group, made.array, `those of ${formatKey(made.by)}`));
    } else if (others.length === 0) {
      const joined = withManagersOf(only, group);
      arrays.splice(arrays.indexOf(only), 1, joined);
      findings.push(...othersUsed(group, joined, 'those of the configuration'));
    } else {
      findings.push(...group.map(({ seen }) => severalArrays(seen.key, meant)));
      arrays.push(...unclear(group, { traits, meant }));
    }
  }
  for (const group of groupByManagers(read.filter(({ seen }) => seen.isRefused === true)))
    arrays.push(...silent(group, traits, arrays));
  return { arrays, findings };
}

type Credentials = ArrayCredentials | MissingCredentials;

const labelsOf = ({ managers }: ListedArray): readonly string[] => labelsIn(managers);

const allLabelsOf = ({ managers, otherManagers = [] }: ListedArray): readonly string[] =>
  labelsIn([...managers, ...otherManagers]);

const labelsIn = (managers: readonly string[]): readonly string[] =>
  managers.flatMap((entry) => {
    const manager = parseManager(entry, 'managers');
    return manager.ok ? [manager.value.label] : [];
  });

/** The name is that of its first manager: it stands in volume contexts and page tokens, where it is a hint. */
function fromGroup(
  group: readonly NamedManagers[],
  traits: ArrayTraits,
  listed: readonly ListedArray[],
): { readonly array: ListedArray; readonly by: ObjectKey } {
  const by = group.find(({ seen }) => seen.credentials.kind !== 'missing') ?? group[0];
  if (by === undefined) throw new Error('a group has a member');
  const { key } = by.seen;
  const { managers, otherManagers } = share(group, by.seen.credentials, []);
  const credentials = managers.length === 0 ? noManager(key) : by.seen.credentials;
  const labels = distinct(group, []).map(({ label }) => label);
  const name = labels.find((each) => listed.every((array) => array.name !== each)) ?? silentName(key);
  const origins = managers.map(({ origin }) => origin);
  const rest = otherManagers.map(({ origin }) => origin);
  return {
    by: key,
    array: { ...traits, name, managers: origins, otherManagers: rest, credentials, isFromAccessPaths: true },
  };
}

const silentName = (key: ObjectKey): string => `AccessPath ${formatKey(key)}`;

const noManager = (key: ObjectKey): MissingCredentials => {
  const reason = `spec.cluster_info.xmsServers of AccessPath ${formatKey(key)} has no manager that can be read`;
  return { kind: 'missing', reason };
};

/** Managers that may be those of a third array: until that is clear, nothing may be called missing. */
function unclear(
  group: readonly NamedManagers[],
  { traits, meant }: { readonly traits: ArrayTraits; readonly meant: readonly ListedArray[] },
): readonly ListedArray[] {
  const [first] = group;
  if (first === undefined) return [];
  const reason = severalArrays(first.seen.key, meant).message;
  const credentials: MissingCredentials = { kind: 'missing', reason };
  return withoutAnswer(group, { traits, credentials, known: meant.flatMap(labelsOf) });
}

/** Nor may anything be called missing that may be at managers which only an AccessPath names that may not use its Secret. */
function silent(
  group: readonly NamedManagers[],
  traits: ArrayTraits,
  listed: readonly ListedArray[],
): readonly ListedArray[] {
  const credentials = group[0]?.seen.credentials;
  if (credentials?.kind !== 'missing') return [];
  return withoutAnswer(group, { traits, credentials, known: listed.flatMap(allLabelsOf) });
}

function withoutAnswer(
  group: readonly NamedManagers[],
  { traits, credentials, known }: Unanswered,
): readonly ListedArray[] {
  const otherManagers = distinct(group, known).map(({ origin }) => origin);
  const [first] = group;
  if (first === undefined || otherManagers.length === 0) return [];
  const name = silentName(first.seen.key);
  return [{ ...traits, name, managers: [], otherManagers, credentials, isFromAccessPaths: true }];
}

interface Unanswered {
  readonly traits: ArrayTraits;
  readonly credentials: MissingCredentials;
  /** Labels of managers that are listed otherwise. */
  readonly known: readonly string[];
}

function withManagersOf(array: ListedArray, group: readonly NamedManagers[]): ListedArray {
  const own = labelsOf(array);
  const { managers, otherManagers } = share(group, array.credentials, own);
  return {
    ...array,
    managers: [...array.managers, ...managers.map(({ origin }) => origin)],
    otherManagers: [...(array.otherManagers ?? []), ...otherManagers.map(({ origin }) => origin)],
  };
}

/** The managers of a group, without those already known, by whether they were named with these credentials. */
function share(group: readonly NamedManagers[], credentials: Credentials, known: readonly string[]) {
  const trusted = group.filter(({ seen }) => same(seen.credentials, credentials));
  const managers = distinct(trusted, known);
  const otherManagers = distinct(group, [...known, ...managers.map(({ label }) => label)]);
  return { managers, otherManagers };
}

function distinct(group: readonly NamedManagers[], known: readonly string[]): readonly ManagerAddress[] {
  const byLabel = new Map<string, ManagerAddress>();
  for (const manager of group.flatMap(({ managers }) => managers))
    if (!known.includes(manager.label) && !byLabel.has(manager.label)) byLabel.set(manager.label, manager);
  return [...byLabel.values()];
}

function same(a: Credentials, b: Credentials): boolean {
  if (a.kind === 'missing' || b.kind === 'missing') return a.kind === b.kind;
  return credentialKey(a) === credentialKey(b);
}

function othersUsed(
  group: readonly NamedManagers[],
  { name, credentials }: ListedArray,
  whose: string,
): readonly ArrayListFinding[] {
  if (credentials.kind === 'missing') return [];
  const unused = group.filter(({ seen }) => !same(seen.credentials, credentials));
  return unused.map(({ seen: { key, credentials: own } }) => {
    const why = own.kind === 'missing' ? `its own cannot be had: ${own.reason}` : 'its own differ';
    const message = `array ${name} is reached with the credentials of another source, ${whose}; for ${formatKey(key)}, ${why}. Give one array one Secret`;
    return { accessPath: key, reason: 'OtherCredentialsUsed', message };
  });
}

function severalArrays(accessPath: ObjectKey, meant: readonly ListedArray[]): ArrayListFinding {
  const names = meant.map(({ name }) => name).join(', ');
  const message = `spec.cluster_info.xmsServers of ${formatKey(accessPath)}, with AccessPaths that share managers with it, names managers of several configured arrays (${names}); name those of one`;
  return { accessPath, reason: 'ManagersOfSeveralArrays', message };
}
