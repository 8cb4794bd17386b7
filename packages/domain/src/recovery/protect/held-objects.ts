import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import { ok, type Result } from '../../shared/result.js';
import type { ClusterObject } from '../objects/cluster-object.js';
import type { ObjectKind } from '../objects/object-kind.js';
import type { ClusterObjects, ObjectSelection } from '../ports/cluster-objects.port.js';
import { KEEPABLE, type Keepable } from './keepable.js';

/** An object that stands for data, as one cluster has it. */
export interface Held {
  readonly keepable: Keepable;
  readonly kind: ObjectKind;
  readonly object: ClusterObject;
}

/** All objects of the cluster that stand for data; a kind that it does not serve has none. */
export async function heldObjects(
  cluster: ClusterObjects,
  within: ObjectSelection,
  signal: CancelSignal,
): Promise<Result<readonly Held[], Problem>> {
  const kinds = await cluster.kinds(signal);
  if (!kinds.ok) return kinds;
  const held: Held[] = [];
  for (const keepable of KEEPABLE) {
    const kind = servedKind(kinds.value, keepable);
    if (kind === undefined) continue;
    const list = await cluster.list(kind, within, signal);
    if (!list.ok) return list;
    held.push(...list.value.items.map((object) => ({ keepable, kind, object })));
  }
  return ok(held);
}

export const servedKind = (
  kinds: readonly ObjectKind[],
  wanted: { readonly group: string; readonly kind: string },
): ObjectKind | undefined => kinds.find(({ group, kind }) => group === wanted.group && kind === wanted.kind);
