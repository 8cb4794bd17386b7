import {
  all,
  failed,
  inLanes,
  ok,
  type CancelSignal,
  type ObjectKind,
  type Problem,
  type Result,
} from '@twinsite/domain';
import type { KubeClient } from './kube-client.js';
import { isRecord } from './kube-object.js';

const LANES = 8;

interface GroupVersion {
  readonly group: string;
  readonly version: string;
}

/**
 * Every kind that the server serves, in the version that it prefers among those that have it (APIGroupList,
 * APIResourceList). A group whose own server is down is a problem: what it has would be missed.
 */
export async function discoverKinds(
  client: KubeClient,
  signal: CancelSignal,
): Promise<Result<readonly ObjectKind[], Problem>> {
  const groups = await client.read('/apis', signal);
  if (!groups.ok) return groups;
  const versions = [{ group: '', version: 'v1' }, ...versionsIn(groups.value)];
  const read = new Map<GroupVersion, Result<readonly ObjectKind[], Problem>>();
  await inLanes(versions, { lanes: LANES, signal }, async (one) => {
    const path = one.group === '' ? `/api/${one.version}` : `/apis/${one.group}/${one.version}`;
    const list = await client.read(path, signal);
    read.set(one, list.ok ? ok(kindsIn(list.value, one)) : list);
  });
  const stopped = failed<Problem>({ kind: 'cancelled', operation: 'asking for the kinds of objects' });
  const lists = all(versions.map((one) => read.get(one) ?? stopped));
  return lists.ok ? ok(firstOfEach(lists.value.flat())) : lists;
}

/** The preferred one of each group first. */
function versionsIn(list: unknown): readonly GroupVersion[] {
  return membersIn(list, 'groups').flatMap((group) => {
    const { name, preferredVersion } = group;
    const preferred = isRecord(preferredVersion) ? preferredVersion['version'] : undefined;
    const versions = membersIn(group, 'versions').map(({ version }) => version);
    return [...new Set([preferred, ...versions])].flatMap((version) =>
      typeof name === 'string' && typeof version === 'string' ? [{ group: name, version }] : [],
    );
  });
}

function kindsIn(list: unknown, { group, version }: GroupVersion): readonly ObjectKind[] {
  return membersIn(list, 'resources').flatMap(({ name, kind, namespaced, verbs }) => {
    // `deployments/scale` is a way to a Deployment, not an object.
    if (typeof name !== 'string' || typeof kind !== 'string' || name.includes('/')) return [];
    const known = Array.isArray(verbs)
      ? verbs.filter((verb): verb is string => typeof verb === 'string')
      : [];
    return [{ group, version, kind, plural: name, namespaced: namespaced === true, verbs: known }];
  });
}

function firstOfEach(kinds: readonly ObjectKind[]): readonly ObjectKind[] {
  const first = new Map<string, ObjectKind>();
  for (const kind of kinds) {
    const key = `${kind.kind}.${kind.group}`;
    if (!first.has(key)) first.set(key, kind);
  }
  return [...first.values()];
}

function membersIn(value: unknown, name: string): readonly Readonly<Record<string, unknown>>[] {
  const list = isRecord(value) ? value[name] : undefined;
  return Array.isArray(list) ? list.filter(isRecord) : [];
}
