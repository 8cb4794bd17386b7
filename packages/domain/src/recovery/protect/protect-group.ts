import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import { all, failed, ok, type Result } from '../../shared/result.js';
import { formatRef, refOf, type ObjectRef } from '../objects/object-ref.js';
import type { ClusterObjects } from '../ports/cluster-objects.port.js';
import type { RecoverySet } from '../set/recovery-set.js';
import { GROUP_LABEL } from '../transplant/dr-names.js';
import { eachOrProblem } from './each-or-problem.js';
import { heldObjects, type Held } from './held-objects.js';
import { keepableOf, policyOf } from './keepable.js';
import { claimsAreKept } from './retention-policy.js';

/** An object that stands for data, under protection. */
export interface Kept {
  readonly object: ObjectRef;
  /** What its policy was before; `drctl release` gives it back. */
  readonly original: string;
}

/**
 * Every volume and snapshot of the set is Retain on its own cluster, marked with its group, and read back. Checks come
 * before the first change; the same again changes nothing.
 */
export async function protectGroup(
  { source, set }: { readonly source: ClusterObjects; readonly set: RecoverySet },
  signal: CancelSignal,
): Promise<Result<readonly Kept[], Problem>> {
  const kept = claimsAreKept(set.objects.map(({ object }) => object));
  if (!kept.ok) return kept;
  const before = await heldOfSet(source, set, signal);
  if (!before.ok) return before;
  const free = all(before.value.map((held) => ofThisGroup(held, set.group)));
  if (!free.ok) return free;
  const open = before.value.filter((held) => !isKept(held, set.group));
  const changed = await eachOrProblem(open, (held) => keep(source, held, set.group, signal), signal);
  if (!changed.ok) return changed;
  const after = await heldOfSet(source, set, signal);
  return after.ok ? all(after.value.map((held) => proved(held, set.group))) : after;
}

/** The same data as when the set was read: an object of the same name with another handle is another one. */
async function heldOfSet(
  source: ClusterObjects,
  set: RecoverySet,
  signal: CancelSignal,
): Promise<Result<readonly Held[], Problem>> {
  const live = await heldObjects(source, {}, signal);
  if (!live.ok) return live;
  const byRef = new Map(live.value.map((held) => [formatRef(refOf(held.object)), held]));
  const wanted = set.objects.flatMap(({ object }) => {
    const keepable = keepableOf(object);
    return keepable === undefined ? [] : [{ object, handle: keepable.handle(object) }];
  });
  return all(
    wanted.map(({ object, handle }): Result<Held, Problem> => {
      const ref = formatRef(refOf(object));
      const held = byRef.get(ref);
      if (held === undefined) return failed({ kind: 'retain-unproven', object: ref, found: 'it is gone' });
      return held.keepable.handle(held.object) === handle
        ? ok(held)
        : failed({ kind: 'retain-unproven', object: ref, found: 'it stands for other data than before' });
    }),
  );
}

function ofThisGroup({ object }: Held, group: string): Result<void, Problem> {
  const owner = object.metadata.labels?.[GROUP_LABEL];
  return owner === undefined || owner === group
    ? ok(undefined)
    : failed({ kind: 'group-overlap', object: formatRef(refOf(object)), group: owner });
}

const isKept = ({ keepable, object }: Held, group: string): boolean =>
  policyOf(object, keepable) === 'Retain' &&
  object.metadata.annotations?.[keepable.original] !== undefined &&
  object.metadata.labels?.[GROUP_LABEL] === group;

function keep(source: ClusterObjects, { keepable, kind, object }: Held, group: string, signal: CancelSignal) {
  const { name, uid, resourceVersion, annotations } = object.metadata;
  const original = annotations?.[keepable.original] ?? policyOf(object, keepable);
  const change = {
    metadata: {
      uid,
      resourceVersion,
      labels: { [GROUP_LABEL]: group },
      annotations: { [keepable.original]: original },
    },
    spec: { [keepable.policy]: 'Retain' },
  };
  return source.patch(kind, { name }, change, signal);
}

function proved(held: Held, group: string): Result<Kept, Problem> {
  const { keepable, object } = held;
  const original = object.metadata.annotations?.[keepable.original];
  if (isKept(held, group) && original !== undefined) return ok({ object: refOf(object), original });
  const found = `spec.${keepable.policy} = ${JSON.stringify(policyOf(object, keepable))}`;
  return failed({ kind: 'retain-unproven', object: formatRef(refOf(object)), found });
}
