import type { CancelSignal } from '../../shared/cancel-signal.js';
import { inLanes } from '../../shared/in-lanes.js';
import type { Problem } from '../../shared/problem.js';
import { all, failed, ok, type Result } from '../../shared/result.js';
import type { ClusterObject } from '../objects/cluster-object.js';
import { apiVersionOfKind, type ObjectKind } from '../objects/object-kind.js';
import type { ObjectRef } from '../objects/object-ref.js';
import type { ClusterObjects } from '../ports/cluster-objects.port.js';

const LANES = 8;

/** What was listed to find out what a group is made of. */
export interface ClusterView {
  readonly kinds: readonly ObjectKind[];
  /** Everything in the group's namespaces. */
  readonly inNamespaces: readonly ClusterObject[];
  /** What was listed outside of them. */
  readonly outside: readonly ClusterObject[];
  /** Whether the object would be among these if there were one. */
  readonly covers: (ref: ObjectRef) => boolean;
  readonly listVersions: ListVersions;
}

/** At which version of its cluster each list was read: by kind, and namespace where there is one. */
export type ListVersions = Readonly<Record<string, string>>;

/** Read whole: the first are not named by what they are about, the last are as many as there are claims. */
const WHOLE = [
  'StorageClass.storage.k8s.io',
  'AccessPath.sds.xsky.com',
  'ClusterRoleBinding.rbac.authorization.k8s.io',
  'CustomResourceDefinition.apiextensions.k8s.io',
  'PersistentVolume',
  'VolumeSnapshotContent.snapshot.storage.k8s.io',
];
/** Read whole in the namespaces of the drivers: one for each volume. */
const OF_DRIVERS = 'ConfigMap';

export interface ViewedNamespaces {
  readonly namespaces: readonly string[];
  readonly driverNamespaces: readonly string[];
}

export async function readClusterView(
  cluster: Pick<ClusterObjects, 'kinds' | 'list'>,
  { namespaces, driverNamespaces }: ViewedNamespaces,
  signal: CancelSignal,
): Promise<Result<ClusterView, Problem>> {
  const served = await cluster.kinds(signal);
  if (!served.ok) return served;
  const kinds = served.value;
  const listable = kinds.filter(({ verbs }) => verbs.includes('list') && verbs.includes('get'));
  const each = (some: readonly ObjectKind[], places: readonly string[]): readonly WantedList[] =>
    some.flatMap((kind) => places.map((namespace) => ({ kind, namespace })));
  const within = each(
    listable.filter(({ namespaced }) => namespaced),
    namespaces,
  );
  const beyond = [
    ...listable.filter((kind) => WHOLE.includes(nameOf(kind))).map((kind) => ({ kind })),
    ...each(
      listable.filter((kind) => nameOf(kind) === OF_DRIVERS),
      driverNamespaces.filter((name) => !namespaces.includes(name)),
    ),
  ];
  const inNamespaces = await readLists(cluster, within, signal);
  if (!inNamespaces.ok) return inNamespaces;
  // After the claims: a volume is there before its claim names it.
  const outside = await readLists(cluster, beyond, signal);
  if (!outside.ok) return outside;
  const covers = coveredBy([...within, ...beyond]);
  const [inside, around] = [inNamespaces.value, outside.value];
  const listVersions = Object.fromEntries([...inside, ...around].map(({ name, version }) => [name, version]));
  return ok({ kinds, inNamespaces: itemsOf(inside), outside: itemsOf(around), covers, listVersions });
}

function coveredBy(lists: readonly WantedList[]): (ref: ObjectRef) => boolean {
  const keys = new Set(lists.map(({ kind, namespace = '' }) => `${nameOf(kind)} ${namespace}`));
  return (ref) => ['', ref.namespace ?? ''].some((namespace) => keys.has(`${nameOf(ref)} ${namespace}`));
}

export const nameOf = ({ group, kind }: Pick<ObjectKind, 'group' | 'kind'>): string =>
  group === '' ? kind : `${kind}.${group}`;

interface WantedList {
  readonly kind: ObjectKind;
  readonly namespace?: string;
}

interface ReadList {
  readonly name: string;
  readonly version: string;
  readonly items: readonly ClusterObject[];
}

const itemsOf = (lists: readonly ReadList[]): readonly ClusterObject[] => lists.flatMap(({ items }) => items);

async function readLists(
  cluster: Pick<ClusterObjects, 'list'>,
  wanted: readonly WantedList[],
  signal: CancelSignal,
): Promise<Result<readonly ReadList[], Problem>> {
  const read = new Map<WantedList, Result<ReadList, Problem>>();
  await inLanes(wanted, { lanes: LANES, signal }, async (one) => {
    const list = await cluster.list(one.kind, { namespace: one.namespace }, signal);
    if (!list.ok) read.set(one, list);
    else {
      const items = list.value.items.map((item) => asKind(item, one.kind));
      const name = one.namespace === undefined ? nameOf(one.kind) : `${nameOf(one.kind)} ${one.namespace}`;
      read.set(one, ok({ name, version: list.value.version, items }));
    }
  });
  const broken = [...read.values()].find(({ ok: good }) => !good);
  const stopped = failed<Problem>({ kind: 'cancelled', operation: 'listing the objects of the group' });
  return all(wanted.map((one) => read.get(one) ?? broken ?? stopped));
}

/** Items of a list leave out what the list says. */
const asKind = (item: ClusterObject, kind: ObjectKind): ClusterObject => ({
  ...item,
  apiVersion: apiVersionOfKind(kind),
  kind: kind.kind,
});
