import type { ClusterObject } from '../recovery/objects/cluster-object.js';
import { groupOf, type ObjectKind } from '../recovery/objects/object-kind.js';
import type { ClusterObjects } from '../recovery/ports/cluster-objects.port.js';
import type { CancelSignal } from '../shared/cancel-signal.js';
import type { Problem } from '../shared/problem.js';
import { ok, type Result } from '../shared/result.js';
import { gateLabel } from './gate-names.js';
import { gateBinding, gateParameter } from './group-gate.js';

/** Nothing asks about the group on this cluster any more. The policy stays for other groups; without a binding it asks nothing. */
export async function removeGate(
  objects: Pick<ClusterObjects, 'kinds' | 'get' | 'list' | 'patch' | 'remove'>,
  group: string,
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const kinds = await objects.kinds(signal);
  if (!kinds.ok) return kinds;
  // The binding before the parameter that it asks for.
  for (const made of [gateBinding({ group }), gateParameter({ group, cluster: '', claims: [] }, 'active')]) {
    const gone = await removeOne(objects, { kinds: kinds.value, made }, signal);
    if (!gone.ok) return gone;
  }
  const namespaces = kinds.value.find((one) => one.kind === 'Namespace' && one.group === '');
  if (namespaces === undefined) return ok(undefined);
  const labelled = await objects.list(namespaces, { labelSelector: gateLabel(group) }, signal);
  if (!labelled.ok) return labelled;
  for (const { metadata } of labelled.value.items) {
    const change = { metadata: { labels: { [gateLabel(group)]: null } } };
    const done = await objects.patch(namespaces, { name: metadata.name }, change, signal);
    if (!done.ok) return done;
  }
  return ok(undefined);
}

async function removeOne(
  objects: Pick<ClusterObjects, 'get' | 'remove'>,
  { kinds, made }: { readonly kinds: readonly ObjectKind[]; readonly made: ClusterObject },
  signal: CancelSignal,
): Promise<Result<void, Problem>> {
  const kind = kinds.find((one) => one.kind === made.kind && one.group === groupOf(made.apiVersion));
  if (kind === undefined) return ok(undefined);
  const { name, namespace } = made.metadata;
  const live = await objects.get(kind, { name, namespace }, signal);
  if (!live.ok) return live;
  const uid = live.value?.metadata.uid;
  return uid === undefined ? ok(undefined) : objects.remove(kind, { name, namespace, uid }, signal);
}
