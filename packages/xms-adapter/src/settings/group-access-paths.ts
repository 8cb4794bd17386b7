import { formatKey } from '@twinsite/domain';
import { parseManager, type ManagerAddress } from '../client/manager-address.js';
import type { ArrayListFinding, SeenAccessPath } from './seen-access-path.js';

/** An AccessPath with the managers that can be read, each once. */
export interface NamedManagers {
  readonly seen: SeenAccessPath;
  readonly managers: readonly ManagerAddress[];
}

/** The oldest first, then by namespace and name: the same order whatever order they were listed in. */
export function inOrder(seen: readonly SeenAccessPath[]): readonly SeenAccessPath[] {
  return [...seen].sort(
    (a, b) =>
      a.createdAt - b.createdAt ||
      compare(a.key.namespace, b.key.namespace) ||
      compare(a.key.name, b.key.name),
  );
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export function readManagers(
  seen: SeenAccessPath,
): NamedManagers & { readonly findings: readonly ArrayListFinding[] } {
  const parsed = seen.managers.map((entry) => ({ entry, manager: parseManager(entry, 'xmsServers') }));
  const byLabel = new Map<string, ManagerAddress>();
  for (const { manager } of parsed)
    if (manager.ok && !byLabel.has(manager.value.label)) byLabel.set(manager.value.label, manager.value);
  const broken = parsed.flatMap(({ entry, manager }) =>
    manager.ok ? [] : [`${entry} (${manager.problem.remedy})`],
  );
  const message = `spec.cluster_info.xmsServers of ${formatKey(seen.key)} has entries that cannot be read and are left out: ${broken.join('; ')}`;
  const findings: readonly ArrayListFinding[] =
    broken.length === 0 ? [] : [{ accessPath: seen.key, reason: 'ManagerUnreadable', message }];
  return { seen, managers: [...byLabel.values()], findings };
}

/** Those that share a manager, directly or through others, are one array. Groups and members keep the order given. */
export function groupByManagers<Named extends Pick<NamedManagers, 'managers'>>(
  all: readonly Named[],
): readonly (readonly Named[])[] {
  let groups: readonly (readonly Named[])[] = [];
  for (const one of all) {
    const labels = new Set(one.managers.map(({ label }) => label));
    const shares = (group: readonly Named[]): boolean =>
      group.some(({ managers }) => managers.some(({ label }) => labels.has(label)));
    const [first, ...others] = groups.filter(shares);
    if (first === undefined) {
      groups = [...groups, [one]];
      continue;
    }
    const joined = [...first, ...others.flat(), one].sort((a, b) => all.indexOf(a) - all.indexOf(b));
    groups = groups
      .filter((group) => !others.includes(group))
      .map((group) => (group === first ? joined : group));
  }
  return groups;
}
