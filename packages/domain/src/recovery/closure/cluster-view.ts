import type { CancelSignal } from '../../shared/cancel-signal.js';
import { inLanes } from '../../shared/in-lanes.js';
import type { Problem } from '../../shared/problem.js';
import { all, failed, ok, type Result } from '../../shared/result.js';
import type { ClusterObject } from '../objects/cluster-object.js';
import { apiVersionOfKind, type ObjectKind } from '../objects/object-kind.js';
import type { ClusterObjects } from '../ports/cluster-objects.port.js';

const LANES = 8;

/** What was listed to find out what a group is made of. */
export interface ClusterView {
  readonly kinds: readonly ObjectKind[];
  /** Everything in the group's namespaces. */
  readonly inNamespaces: readonly ClusterObject[];
  /** Objects that point at others, which the others do not name: of all namespaces, or of none. */
  readonly pointing: readonly ClusterObject[];
}

/** Kinds that have to be read whole, since what they are about does not name them. */
const POINTING = [
  'StorageClass.storage.k8s.io',
  'AccessPath.sds.xsky.com',
  'ClusterRoleBinding.rbac.authorization.k8s.io',
  'CustomResourceDefinition.apiextensions.k8s.io',
];

export async function readClusterView(
  cluster: Pick<ClusterObjects, 'kinds' | 'list'>,
  namespaces: readonly string[],
  signal: CancelSignal,
): Promise<Result<ClusterView, Problem>> {
  const served = await cluster.kinds(signal);
  if (!served.ok) return served;
  const kinds = served.value;
  const listable = kinds.filter(({ verbs }) => verbs.includes('list') && verbs.includes('get'));
  const within = listable
    .filter(({ namespaced }) => namespaced)
    .flatMap((kind) => namespaces.map((namespace) => ({ kind, namespace })));
  const pointing = listable.filter((kind) => POINTING.includes(nameOf(kind))).map((kind) => ({ kind }));
  const [inNamespaces, whole] = [
    await readLists(cluster, within, signal),
    await readLists(cluster, pointing, signal),
  ];
  if (!inNamespaces.ok) return inNamespaces;
  return whole.ok ? ok({ kinds, inNamespaces: inNamespaces.value, pointing: whole.value }) : whole;
}

export const nameOf = ({ group, kind }: Pick<ObjectKind, 'group' | 'kind'>): string =>
  group === '' ? kind : `${kind}.${group}`;

interface WantedList {
  readonly kind: ObjectKind;
  readonly namespace?: string;
}

async function readLists(
  cluster: Pick<ClusterObjects, 'list'>,
  wanted: readonly WantedList[],
  signal: CancelSignal,
): Promise<Result<readonly ClusterObject[], Problem>> {
  const read = new Map<WantedList, Result<readonly ClusterObject[], Problem>>();
  await inLanes(wanted, { lanes: LANES, signal }, async (one) => {
    const list = await cluster.list(one.kind, { namespace: one.namespace }, signal);
    read.set(one, list.ok ? ok(list.value.items.map((item) => asKind(item, one.kind))) : list);
  });
  const broken = [...read.values()].find(({ ok: good }) => !good);
  const stopped = failed<Problem>({ kind: 'cancelled', operation: 'listing the objects of the group' });
  const lists = all(wanted.map((one) => read.get(one) ?? broken ?? stopped));
  return lists.ok ? ok(lists.value.flat()) : lists;
}

/** Items of a list leave out what the list says. */
const asKind = (item: ClusterObject, kind: ObjectKind): ClusterObject => ({
  ...item,
  apiVersion: apiVersionOfKind(kind),
  kind: kind.kind,
});
