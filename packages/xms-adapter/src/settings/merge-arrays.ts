import { formatKey, type ObjectKey } from '@twinsite/domain';
import { parseManager, type ManagerAddress } from '../client/manager-address.js';
import type { ArrayTraits, ListedArray, MissingCredentials } from '../directory/array-config.js';
import type { ManagerArrays } from '../directory/manager-arrays.js';
import { groupByManagers, inOrder, readManagers, type NamedManagers } from './group-access-paths.js';
import { managersDiffer, othersUsed, same, severalArrays, type Credentials } from './list-findings.js';
import type { ArrayListFinding, SeenAccessPath } from './seen-access-path.js';
import { distinct, silentArray, silentName } from './silent-arrays.js';
import { arraysOf, splitByArray, type GroupPart } from './split-by-array.js';

export interface ArraySources {
  /** Of the configuration file; checked (`readArrays`). */
  readonly configured: readonly ListedArray[];
  readonly accessPaths: readonly SeenAccessPath[];
  /** Of arrays that only AccessPaths name. */
  readonly traits: ArrayTraits;
  /** Which array a manager says that it is of; left out: none has said. */
  readonly managerArrays?: ManagerArrays;
}

export interface MergedArrays {
  /** Those of the configuration in its order, then the others by the age of their oldest AccessPath. */
  readonly arrays: readonly ListedArray[];
  readonly findings: readonly ArrayListFinding[];
}

/**
 * One list of the configuration's arrays and of those that AccessPaths name. The same manager is the same array, unless the
 * managers themselves say otherwise; the entry of the configuration wins, else the oldest AccessPath whose credentials can be
 * had. Credentials only go to managers that were named together with them: whoever may write an AccessPath must not be able
 * to draw another one's password to a manager of his own.
 */
export function mergeArrays({
  configured,
  accessPaths,
  traits,
  managerArrays: said = new Map(),
}: ArraySources): MergedArrays {
  const read = inOrder(accessPaths).map(readManagers);
  const aside = read.filter((one) => one.seen.isRefused === true || isMixed(one, said));
  const merge: Merge = { configured, traits, said, arrays: [...configured], findings: [] };
  merge.findings.push(...read.flatMap((each) => each.findings));
  for (const group of groupByManagers(read.filter((one) => !aside.includes(one)))) {
    const parts = splitByArray(group, said);
    if (parts.length > 1) merge.findings.push(...chainOf(group, said));
    for (const part of parts) addPart(merge, part);
  }
  for (const one of aside.filter(({ seen }) => seen.isRefused !== true))
    merge.findings.push(managersDiffer(one.seen.key, one.managers, { arrays: said }));
  for (const group of groupByManagers(aside)) merge.arrays.push(...setAside(group, merge));
  return { arrays: merge.arrays, findings: merge.findings };
}

interface Merge extends Pick<ArraySources, 'configured' | 'traits'> {
  readonly said: ManagerArrays;
  readonly arrays: ListedArray[];
  readonly findings: ArrayListFinding[];
}

const isMixed = ({ seen, managers }: NamedManagers, said: ManagerArrays): boolean =>
  arraysOf(managers, said).length > 1 ||
  (seen.wasMixed === true && managers.some(({ label }) => !said.has(label)));

/** Each names one array, and together they name several. */
function chainOf(group: readonly NamedManagers[], arrays: ManagerArrays): readonly ArrayListFinding[] {
  const all = group.flatMap(({ managers }) => managers);
  return group.map(({ seen }) => managersDiffer(seen.key, all, { arrays, isChain: true }));
}

function addPart(merge: Merge, part: GroupPart): void {
  const { configured, traits, said, arrays, findings } = merge;
  const { members } = part;
  const labels = new Set(distinct(members, []).map(({ label }) => label));
  const names = configured
    .filter((array) => labelsOf(array).some((label) => labels.has(label)))
    .map(({ name }) => name);
  const meant = arrays.filter(({ name }) => names.includes(name));
  const [only, ...others] = meant;
  if (only === undefined) {
    const made = fromGroup(members, traits, arrays);
    arrays.push(withUnsure(made.array, part, arrays));
    findings.push(...othersUsed(members, made.array, `those of ${formatKey(made.by)}`));
    return;
  }
  const all = [...addressesOf(only.managers), ...members.flatMap(({ managers }) => managers)];
  if (others.length > 0) leaveOut(merge, part, { meant, tell: (key) => severalArrays(key, meant) });
  else if (arraysOf(all, said).length > 1)
    leaveOut(merge, part, {
      meant,
      tell: (key) => managersDiffer(key, all, { arrays: said, isChain: true }),
    });
  else {
    const joined = withUnsure(withManagersOf(only, members), part, arrays);
    arrays.splice(arrays.indexOf(only), 1, joined);
    findings.push(...othersUsed(members, joined, 'those of the configuration'));
  }
}

interface Doubt {
  readonly meant: readonly ListedArray[];
  readonly tell: (accessPath: ObjectKey) => ArrayListFinding;
}

/** Managers that may be those of a third array are listed as one that cannot be asked. */
function leaveOut({ traits, arrays, findings }: Merge, { members }: GroupPart, { meant, tell }: Doubt): void {
  const told = members.map(({ seen }) => tell(seen.key));
  findings.push(...told);
  const credentials: MissingCredentials = { kind: 'missing', reason: told[0]?.message ?? '' };
  arrays.push(...silentArray(members, { traits, credentials, known: meant.flatMap(labelsOf) }));
}

/** Of AccessPaths that may not use their Secret, or name managers of several arrays: what nobody else names. */
function setAside(group: readonly NamedManagers[], { traits, arrays, said }: Merge): readonly ListedArray[] {
  const [first] = group;
  if (first === undefined) return [];
  const { key, credentials: own } = first.seen;
  const { message: reason } = managersDiffer(key, first.managers, { arrays: said });
  const isRefused = first.seen.isRefused === true && own.kind === 'missing';
  const credentials: MissingCredentials = isRefused ? own : { kind: 'missing', reason };
  return silentArray(group, { traits, credentials, known: arrays.flatMap(allLabelsOf) });
}

/** A request that names one of these means this array; credentials never go there. */
function withUnsure(array: ListedArray, { unsure }: GroupPart, listed: readonly ListedArray[]): ListedArray {
  if (unsure.length === 0) return array;
  const known = [array, ...listed].flatMap(allLabelsOf);
  const more = distinct([{ managers: unsure }], known).map(({ origin }) => origin);
  return { ...array, otherManagers: [...(array.otherManagers ?? []), ...more] };
}

const labelsOf = ({ managers }: ListedArray): readonly string[] => labelsIn(managers);

const allLabelsOf = ({ managers, otherManagers = [] }: ListedArray): readonly string[] =>
  labelsIn([...managers, ...otherManagers]);

const labelsIn = (managers: readonly string[]): readonly string[] =>
  addressesOf(managers).map(({ label }) => label);

const addressesOf = (managers: readonly string[]): readonly ManagerAddress[] =>
  managers.flatMap((entry) => {
    const manager = parseManager(entry, 'managers');
    return manager.ok ? [manager.value] : [];
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
    array: {
      ...traits,
      ...{ name, managers: origins, otherManagers: rest, credentials, accessPathManagers: origins },
    },
  };
}

const noManager = (key: ObjectKey): MissingCredentials => {
  const reason = `spec.cluster_info.xmsServers of AccessPath ${formatKey(key)} has no manager that can be read`;
  return { kind: 'missing', reason };
};

function withManagersOf(array: ListedArray, group: readonly NamedManagers[]): ListedArray {
  const own = labelsOf(array);
  const { managers, otherManagers } = share(group, array.credentials, own);
  const joined = managers.map(({ origin }) => origin);
  return {
    ...array,
    managers: [...array.managers, ...joined],
    accessPathManagers: [...(array.accessPathManagers ?? []), ...joined],
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
