import { formatPortal } from '../../attachment/portal.js';
import type { CancelSignal } from '../../shared/cancel-signal.js';
import type { Problem } from '../../shared/problem.js';
import { ok, type Result } from '../../shared/result.js';
import type { NodeRecord } from '../node-journal.port.js';
import { checkTimers } from './check-timers.js';
import { samePlace } from './known-targets.js';
import { isLacking, isUnprotected, pathConditions } from './path-conditions.js';
import type { ReconcileDeps } from './reconcile-deps.js';
import type { PathCondition, ReconcileAction, ReconcileReport } from './reconcile-report.js';
import { repairVolume, type DarkPortals } from './repair-volume.js';
import { Sightings } from './sightings.js';
import { liveAmong, surveyNode, type Survey } from './survey-node.js';
import { sweepNode } from './sweep-node.js';

/**
 * One pass over the node (docs/adr/0014): completes the paths of live volumes by adding what is missing, reports timers
 * that are not ours, and removes ghosts that were seen twice. A volume with a call under way is left to the call.
 */
export function reconcileNode(deps: ReconcileDeps) {
  const sightings = new Sightings(deps.clock);
  return async (signal: CancelSignal): Promise<Result<ReconcileReport, Problem>> => {
    const records = await deps.ports.journal.list(signal);
    if (!records.ok) return records;
    const survey = await surveyNode(deps, signal);
    if (!survey.ok) return survey;
    const live = await liveAmong(deps, records.value, survey.value, signal);
    if (!live.ok) return live;
    const paths = live.value.flatMap((record) => pathConditions(record, survey.value));
    const unprotected = live.value.filter((record) => isUnprotected(record, survey.value));
    const repaired = await repairAll(deps, { paths, unprotected }, signal);
    if (!repaired.ok) return repaired;
    const timers = await timersOf(deps, records.value, survey.value, signal);
    if (!timers.ok) return timers;
    const swept = await deps.claims.forNode(signal, (both) => sweepNode(deps, sightings, both));
    if (!swept.ok) return swept;
    const actions = [...repaired.value, ...timers.value, ...(swept.value ?? [])];
    const volumes = live.value.map(({ volume }) => volume);
    return ok({ live: volumes, paths, sessions: sessionsBySite(survey.value, paths), actions });
  };
}

interface Lacks {
  readonly paths: readonly PathCondition[];
  readonly unprotected: readonly NodeRecord[];
}

/** One volume after the other: a portal that is dark costs one login timeout per pass, not one per volume. */
async function repairAll(
  deps: ReconcileDeps,
  { paths, unprotected }: Lacks,
  signal: CancelSignal,
): Promise<Result<readonly ReconcileAction[], Problem>> {
  const dark: DarkPortals = new Set();
  const actions: ReconcileAction[] = [];
  const lacking = paths.filter(isLacking);
  const exposed = unprotected.map(({ volume }) => volume);
  for (const volume of new Set([...exposed, ...lacking.map((path) => path.volume)])) {
    const isMendable = lacking.some(
      (path) => path.volume === volume && !dark.has(formatPortal(path.target.portal)),
    );
    if (!isMendable && !exposed.includes(volume)) continue;
    const repaired = await deps.claims.forVolume(volume, signal, (both) =>
      repairVolume(deps, volume, dark, both),
    );
    if (!repaired.ok) return repaired;
    actions.push(...(repaired.value ?? []));
  }
  return ok(actions);
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
