import type { ReportedPath } from '../../access-path/node-reports.port.js';
import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import { ok, type Result } from '../../shared/result.js';
import { lookAtNode, type Found } from './look-at-node.js';
import type { NodeReporter } from './node-reporter.js';
import { leavingConditions, pathConditions } from './path-conditions.js';
import type { ReconcileDeps } from './reconcile-deps.js';
import type { ReconcileAction } from './reconcile-report.js';

export interface Pass {
  /** Before anything was done. */
  readonly found: Found;
  readonly done: readonly ReconcileAction[];
}

/** Tells how the paths stand now: after a pass that did something the node is looked at once more. */
export async function reportPaths(
  deps: ReconcileDeps,
  reporter: NodeReporter,
  { found, done }: Pass,
  signal: CancelSignal,
): Promise<Result<readonly ReconcileAction[], Problem>> {
  const now = done.length === 0 ? ok(found) : await lookAtNode(deps, signal);
  if (!now.ok) return now;
  const { observedAt, live, survey } = now.value;
  const paths = live
    .flatMap((record) => [...pathConditions(record, survey), ...leavingConditions(record, survey)])
    .map(({ volume, target: { iqn, portal }, state }): ReportedPath => ({ volume, iqn, portal, state }));
  return ok(await reporter.tell({ bootId: survey.bootId, observedAt, paths }, signal));
}
