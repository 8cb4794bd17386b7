import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import { ok, type Result } from '../../shared/result.js';
import type { NodeRecord } from '../node-journal.port.js';
import { checkTimers } from './check-timers.js';
import { samePlace } from './known-targets.js';
import { lookAtNode } from './look-at-node.js';
import { mendVolumes } from './mend-volumes.js';
import { NodeReporter } from './node-reporter.js';
import { pathConditions } from './path-conditions.js';
import type { ReconcileDeps } from './reconcile-deps.js';
import type { PathCondition, ReconcileAction, ReconcileReport } from './reconcile-report.js';
import { reportPaths } from './report-paths.js';
import { Sightings } from './sightings.js';
import type { Survey } from './survey-node.js';
import { sweepNode } from './sweep-node.js';

/**
 * One pass over the node (docs/adr/0014, 0021): live volumes follow the AccessPaths, their paths are completed by adding
 * what is missing, timers that are not ours are reported, and ghosts that were seen twice are removed. A volume with a
 * call under way is left to the call.
 */
export function reconcileNode(deps: ReconcileDeps) {
  const sightings = new Sightings(deps.clock);
  const reporter = deps.reports === undefined ? undefined : new NodeReporter(deps.reports, deps.clock);
  return async (signal: CancelSignal): Promise<Result<ReconcileReport, Problem>> => {
    const found = await lookAtNode(deps, signal);
    if (!found.ok) return found;
    const { records, survey } = found.value;
    const mended = await mendVolumes(deps, found.value, signal);
    if (!mended.ok) return mended;
    const timers = await timersOf(deps, records, survey, signal);
    if (!timers.ok) return timers;
    const swept = await deps.claims.forNode(signal, (both) => sweepNode(deps, sightings, both));
    if (!swept.ok) return swept;
    const done = [...mended.value, ...timers.value, ...(swept.value ?? [])];
    const told =
      reporter === undefined
        ? ok([])
        : await reportPaths(deps, reporter, { found: found.value, done }, signal);
    if (!told.ok) return told;
    const paths = found.value.live.flatMap((record) => pathConditions(record, survey));
    const live = found.value.live.map(({ volume }) => volume);
    return ok({ live, paths, sessions: sessionsBySite(survey, paths), actions: [...done, ...told.value] });
  };
}

async function timersOf(
  { ports, inventory, known }: ReconcileDeps,
  records: readonly NodeRecord[],
  { sessions }: Survey,
  signal: CancelSignal,
): Promise<Result<readonly ReconcileAction[], Problem>> {
  const times = await inventory.recoveryTimes(signal);
  if (!times.ok) return times;
  const targets = await known.list(signal);
  if (!targets.ok) return targets;
  return ok(checkTimers(ports.timers, { known: targets.value, records }, sessions, times.value));
}

function sessionsBySite({ sessions }: Survey, paths: readonly PathCondition[]): ReconcileReport['sessions'] {
  return sessions.flatMap(({ targetIqn: iqn, portal, state }) => {
    const path = paths.find(({ target }) => samePlace(target, { iqn, portal }));
    return path === undefined ? [] : [{ site: path.target.site, state }];
  });
}
