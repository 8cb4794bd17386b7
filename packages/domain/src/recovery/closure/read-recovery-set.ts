import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import { ok, type Result } from '../../shared/result.js';
import type { ClusterObject } from '../objects/cluster-object.js';
import { apiVersionOfKind } from '../objects/object-kind.js';
import { formatRef, refOf, type ObjectRef } from '../objects/object-ref.js';
import type { ClusterObjects } from '../ports/cluster-objects.port.js';
import type { ProtectedGroup } from '../set/group.js';
import type { RecoverySet } from '../set/recovery-set.js';
import { chooseRoots, type Root } from './choose-roots.js';
import { closeOver, type ObjectLookup } from './close-over.js';
import { readClusterView, type ClusterView, type ListVersions } from './cluster-view.js';
import { referencesIn } from './context-references.js';
import { coreRef } from './reference.js';

export interface ReadOrder {
  /** Id of the cluster that is read. */
  readonly cluster: string;
  readonly group: ProtectedGroup;
  /** Where the drivers keep the ConfigMaps of volumes. */
  readonly driverNamespaces: readonly string[];
}

/** With what belongs to the reading, and not to the set. */
export interface ReadSet extends RecoverySet {
  readonly listVersions: ListVersions;
}

/** Reads what a group is made of, and everything it needs outside; cleaned, sorted, and with a reason for each object. */
export async function readRecoverySet(
  objects: Pick<ClusterObjects, 'kinds' | 'list' | 'get'>,
  { cluster, group, driverNamespaces }: ReadOrder,
  signal: CancelSignal,
): Promise<Result<ReadSet, Problem>> {
  const view = await readClusterView(objects, { namespaces: group.namespaces, driverNamespaces }, signal);
  if (!view.ok) return view;
  const lookup = lookupIn(objects, view.value);
  const namespaces = await namespaceRoots(group, lookup, signal);
  if (!namespaces.ok) return namespaces;
  const roots = [...namespaces.value, ...chooseRoots(group, view.value.inNamespaces)];
  const references = referencesIn({
    driverNamespaces,
    pointing: [...view.value.outside, ...view.value.inNamespaces],
  });
  const set = await closeOver({ group: group.name, cluster, roots, references }, lookup, signal);
  return set.ok ? ok({ ...set.value, listVersions: view.value.listVersions }) : set;
}

async function namespaceRoots(
  { namespaces }: ProtectedGroup,
  lookup: ObjectLookup,
  signal: CancelSignal,
): Promise<Result<readonly Root[], Problem>> {
  const roots: Root[] = [];
  for (const name of namespaces) {
    const found = await lookup.find(coreRef('Namespace', undefined, name), signal);
    if (!found.ok) return found;
    if (found.value !== undefined) roots.push({ object: found.value, reason: 'namespace of the group' });
  }
  return ok(roots);
}

/** Among what has been listed; on the API server only what a list would not have had. */
function lookupIn(cluster: Pick<ClusterObjects, 'get'>, view: ClusterView): ObjectLookup {
  const listed = new Map<string, ClusterObject>(
    [...view.inNamespaces, ...view.outside].map((object) => [formatRef(refOf(object)), object]),
  );
  return {
    find: async (ref: ObjectRef, signal) => {
      const known = listed.get(formatRef(ref));
      if (known !== undefined || view.covers(ref)) return ok(known);
      const kind = view.kinds.find((one) => one.group === ref.group && one.kind === ref.kind);
      if (kind === undefined) return ok(undefined);
      const found = await cluster.get(kind, { namespace: ref.namespace, name: ref.name }, signal);
      if (!found.ok || found.value === undefined) return found;
      return ok({ ...found.value, apiVersion: apiVersionOfKind(kind), kind: kind.kind });
    },
  };
}
