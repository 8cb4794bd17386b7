import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import { failed, ok, type Result } from '../../shared/result.js';
import type { ClusterObject } from '../objects/cluster-object.js';
import { formatRef, refOf } from '../objects/object-ref.js';
import { planRestore } from '../restore/plan-restore.js';
import { runPlan, type RestoreLimits, type RestoreReport } from '../restore/restore-group.js';
import { groupNamespaces, wantedObjects, type RestoreOrder } from '../restore/restore-order.js';
import type { RestorePorts } from '../restore/restore-ports.js';
import { readTarget, type TargetView } from '../restore/target-view.js';
import { prunable } from './prunable.js';

export interface SyncReport extends RestoreReport {
  readonly pruned: readonly string[];
}

/**
 * Makes the standby what the set says: everything is there, nothing runs, and what drctl made before and is no longer
 * wanted goes. Where nothing has changed, nothing is written, and each kind is listed once.
 */
export async function syncGroup(
  ports: RestorePorts,
  order: RestoreOrder & RestoreLimits,
  signal: CancelSignal,
): Promise<Result<SyncReport, Problem>> {
  const namespaces = groupNamespaces(order);
  const objects = wantedObjects(order).map(({ object }) => object);
  const view = await readTarget(ports.target, objects, signal, { whole: namespaces });
  if (!view.ok) return view;
  const plan = planRestore(order, view.value);
  const report = await runPlan(ports, { plan, waitMs: order.waitMs }, signal);
  if (!report.ok) return report;
  const less = report.value.outcome === 'complete' ? prunable(order, view.value, namespaces) : [];
  const pruned = await prune(ports, { less, view: view.value }, signal);
  return pruned.ok ? ok({ ...report.value, pruned: pruned.value }) : pruned;
}

async function prune(
  { target, journal }: RestorePorts,
  { less, view }: { readonly less: readonly ClusterObject[]; readonly view: TargetView },
  signal: CancelSignal,
): Promise<Result<readonly string[], Problem>> {
  const pruned: string[] = [];
  for (const object of less) {
    const kind = view.kindOf(object);
    const { namespace, name, uid } = object.metadata;
    if (kind === undefined || uid === undefined) continue;
    const step = `remove ${formatRef(refOf(object))}`;
    const intent = await journal.append({ type: 'intent', step });
    if (!intent.ok) return intent;
    const removed = await target.remove(kind, { namespace, name, uid }, signal);
    if (!removed.ok) return failed(removed.problem);
    const written = await journal.append({ type: 'result', step, outcome: 'done', detail: `uid ${uid}` });
    if (!written.ok) return written;
    pruned.push(formatRef(refOf(object)));
  }
  return ok(pruned);
}
