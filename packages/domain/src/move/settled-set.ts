import { inOrder } from '../recovery/closure/sorted-set.js';
import { canonicalJson } from '../recovery/objects/canonical-json.js';
import { formatRef, refOf, type ObjectRef } from '../recovery/objects/object-ref.js';
import type { RecoveryObject, RecoverySet } from '../recovery/set/recovery-set.js';
import type { SuspendRule } from '../recovery/transplant/suspend-rule.js';
import { awakened } from './stop-and-wake.js';

export interface Settling {
  readonly before: RecoverySet;
  readonly rules: readonly SuspendRule[];
  /** Members are found through running pods: what is not found any more has not left the group. */
  readonly bySelector: boolean;
}

/**
 * What the group is, read after it was stopped, as it is to run: the workloads as before they were stopped, with the pods that
 * stopping it has deleted. Undefined: all is as it was when `before` was read.
 */
export function settledSet<Set extends RecoverySet>(
  stopped: Set,
  { before, rules, bySelector }: Settling,
): Set | undefined {
  const known = new Map(before.objects.map((one) => [keyOf(one), one]));
  const running = stopped.objects.map((one): RecoveryObject => {
    const earlier = known.get(keyOf(one))?.object;
    return one.layer === 'workload'
      ? { ...one, object: awakened(one.object, earlier ?? one.object, rules) }
      : one;
  });
  const found = new Set(running.map(keyOf));
  const kept = before.objects.filter(
    (one) => !found.has(keyOf(one)) && (bySelector || one.object.kind === 'Pod'),
  );
  const objects = [...running, ...kept];
  const here = new Set([...objects.map(keyOf), ...stopped.gaps.map(({ to }) => formatRef(to))]);
  const stands = (end: ObjectRef | undefined): boolean => end === undefined || here.has(formatRef(end));
  const edges = [...stopped.edges, ...before.edges].filter(({ from, to }) => stands(from) && stands(to));
  const settled = inOrder({ objects, edges, gaps: stopped.gaps });
  if (canonicalJson(settled.objects) === canonicalJson(before.objects)) return undefined;
  return { ...stopped, ...settled };
}

const keyOf = ({ object }: RecoveryObject): string => formatRef(refOf(object));
