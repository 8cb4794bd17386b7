import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import { ok, type Result } from '../../shared/result.js';
import type { ClusterObject } from '../objects/cluster-object.js';
import { formatRef, refOf, type ObjectRef } from '../objects/object-ref.js';
import type { Edge, Gap, RecoverySet } from '../set/recovery-set.js';
import { sortedSet } from './sorted-set.js';
import { neverCopied } from './never-copied.js';
import type { Reference } from './reference.js';

/** Where objects are found that others name. */
export interface ObjectLookup {
  /** Undefined when there is no such object. */
  find(ref: ObjectRef, signal: CancelSignal): Promise<Result<ClusterObject | undefined, Problem>>;
}

export interface ClosureOrder {
  readonly group: string;
  readonly cluster: string;
  /** What the group's own selection took, and why. */
  readonly roots: readonly { readonly object: ClusterObject; readonly reason: string }[];
  /** What an object names. */
  readonly references: (object: ClusterObject) => readonly Reference[];
}

/** The roots and everything that they name, directly or through others; what is not there is a gap. */
export async function closeOver(
  { group, cluster, roots, references }: ClosureOrder,
  lookup: ObjectLookup,
  signal: CancelSignal,
): Promise<Result<RecoverySet, Problem>> {
  const objects = new Map<string, ClusterObject>();
  const [edges, gaps]: [Edge[], Gap[]] = [[], []];
  const waiting: ClusterObject[] = [];
  const take = (object: ClusterObject): void => {
    const key = formatRef(refOf(object));
    if (objects.has(key)) return;
    objects.set(key, object);
    waiting.push(object);
  };
  for (const { object, reason } of roots) {
    edges.push({ from: undefined, to: refOf(object), reason });
    take(object);
  }
  for (let object = waiting.shift(); object !== undefined; object = waiting.shift()) {
    const from = refOf(object);
    for (const { to, reason, required, ifThere = false } of references(object)) {
      const known = objects.get(formatRef(to));
      const found = known === undefined ? await lookup.find(to, signal) : ok(known);
      if (!found.ok) return found;
      const why = found.value === undefined ? 'there is no such object' : neverCopied(found.value);
      if (found.value === undefined || why !== undefined) {
        gaps.push(...(ifThere ? [] : [{ from, to, reason: `${reason}: ${why ?? ''}`, required }]));
        continue;
      }
      edges.push({ from, to, reason });
      take(found.value);
    }
  }
  return ok(sortedSet({ group, cluster, objects: [...objects.values()], edges, gaps }));
}
